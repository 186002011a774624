/** Which entries a query finds, the best first. Pure. */
import type { Entry, Index, Term } from "./entries";
import { type Folded, folded, wordsOf } from "./fold";
import { Fit, bestFit } from "./match";

/** What a query finds: whole ids and names, then their beginnings, then words, then the rest. */
export function found(index: Index, query: string): Entry[] {
  const words = wordsOf(query);
  if (!words.length) return [];
  const whole = folded(query);
  const heard = words.map((word) => index.terms.map((term) => heardAs(term, word)));
  return index.entries
    .map((entry, at) => ({ entry, at, fit: fitOf(entry, whole, words, heard) }))
    .filter((it) => it.fit !== Fit.none)
    .sort((a, b) => a.fit - b.fit || kind(a.entry) - kind(b.entry) || Number(b.entry.featured) - Number(a.entry.featured) || a.at - b.at)
    .map((it) => it.entry);
}

/** How well a word fits a term, in either language or by its sound. */
export function heardAs(term: Term, word: Folded): Fit {
  const said = bestFit(term.said, word);
  if (said !== Fit.none) return Math.max(said, Fit.start);
  if (word.tight.length < 2) return Fit.none; // one letter is the sound of everything
  return bestFit(term.sounds, word) <= Fit.start ? Fit.within : Fit.none;
}

/** As good as the whole query is a name, else as the worst of its words. */
function fitOf(entry: Entry, whole: Folded, words: Folded[], heard: Fit[][]): Fit {
  const called = bestFit(entry.called, whole);
  if (called <= Fit.prefix) return called;
  let worst = Fit.start;
  words.forEach((word, at) => {
    let best = words.length > 1 ? bestFit(entry.called, word) : called;
    for (const term of entry.terms) best = Math.min(best, heard[at]?.[term] ?? Fit.none);
    worst = Math.max(worst, best);
  });
  return worst;
}

function kind(entry: Entry): number {
  return entry.kind === "models" ? 0 : 1;
}
