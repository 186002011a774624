/** How well a word fits a text, and which part of the text it is. Pure. */
import { type Folded, type Traced, traced } from "./fold";

/** The lower, the better; sums of rules that people can see through. */
export const enum Fit {
  exact,
  prefix,
  start,
  within,
  none,
}

/** A text with its folded forms. */
export interface Field extends Folded {
  text: string;
  /** Kept once it was wanted. */
  seen?: Traced;
}

/**
 * A word occurs as it is typed, or from the beginning of a word on where parts are held together
 * in another way: `gpt4o` fits `GPT-4o`, and `ai` does not fit `Nova Instruct`.
 */
export function fit(field: Field, word: Folded): Fit {
  const asTyped = field.plain.includes(word.plain);
  if (!asTyped && !field.tight.includes(word.tight)) return Fit.none;
  if (field.tight === word.tight) return Fit.exact;
  if (field.tight.startsWith(word.tight)) return Fit.prefix;
  field.seen ??= traced(field.text);
  if (places(field.seen, word.tight).next().value !== undefined) return Fit.start;
  return asTyped ? Fit.within : Fit.none;
}

/** The best that a word fits any of the texts. */
export function bestFit(fields: readonly Field[], word: Folded): Fit {
  let best = Fit.none;
  for (const field of fields) {
    const fits = fit(field, word);
    if (fits < best) best = fits;
  }
  return best;
}

/** The parts of a text that words fit, in order and apart from each other. */
export function marks(text: string, words: readonly Folded[]): [number, number][] {
  const seen = traced(text);
  const found: [number, number][] = [];
  for (const word of words) {
    const starts = [...places(seen, word.tight)];
    const inside = starts.length ? starts : asTyped(text, seen, word);
    for (const at of inside) found.push([seen.from[at] ?? 0, end(text, seen, at + word.tight.length)]);
  }
  return joined(found);
}

/** Where words begin as asked for. */
function* places(seen: Traced, tight: string): Generator<number> {
  for (let at = seen.tight.indexOf(tight); at >= 0; at = seen.tight.indexOf(tight, at + 1)) {
    if (seen.starts[at]) yield at;
  }
}

function asTyped(text: string, seen: Traced, word: Folded): number[] {
  const at = text.normalize("NFKC").toLowerCase().includes(word.plain) ? seen.tight.indexOf(word.tight) : -1;
  return at < 0 ? [] : [at];
}

/** Behind the character that the last one comes from. */
function end(text: string, seen: Traced, behind: number): number {
  const last = seen.from[behind - 1] ?? 0;
  return last + String.fromCodePoint(text.codePointAt(last) ?? 0).length;
}

function joined(parts: [number, number][]): [number, number][] {
  const apart: [number, number][] = [];
  for (const [from, to] of parts.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
