/** What is found, as options of a list: text nodes and marks, so that no name can be markup. */
import type { Entry, Index } from "./entries";
import type { Folded } from "./fold";
import { Fit, marks } from "./match";
import { heardAs } from "./rank";

/** An option that leads somewhere; the address is the page's own, or within the site. */
export function option(href: string, parts: (Node | string)[]): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = href;
  made.tabIndex = -1;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.append(...parts);
  return made;
}

/** Name, then id, lab and what it can do, each with what was typed emphasised. */
export function entryParts(index: Index, entry: Entry, words: readonly Folded[], kind: string): Node[] {
  const lab = index.terms[entry.lab]?.shown;
  const called = calledElse(entry, words);
  const can = entry.can.map((at) => termNode(index, at, words)).sort((a, b) => Number(b.meant) - Number(a.meant));
  return [
    part("b", marked(entry.name, words)),
    part("code", marked(called ? `${entry.id} · ${called}` : entry.id, words)),
    part("small", [
      ...(entry.kind === "models" ? (lab ? marked(lab, words) : []) : [kind]),
      ...can.flatMap((it) => [" · ", ...it.nodes]),
    ]),
  ];
}

/** A text with the parts that fit in `<mark>`. */
export function marked(text: string, words: readonly Folded[]): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let done = 0;
  for (const [from, to] of marks(text, words)) {
    nodes.push(text.slice(done, from), part("mark", [text.slice(from, to)]));
    done = to;
  }
  return [...nodes, text.slice(done)];
}

/** The name by which it was found, where neither its name nor its id shows why. */
function calledElse(entry: Entry, words: readonly Folded[]): string | undefined {
  const shows = (text: string, word: Folded) => marks(text, [word]).length > 0;
  const open = words.filter((word) => !shows(entry.name, word) && !shows(entry.id, word));
  return open.length ? entry.called.find((it) => open.some((word) => shows(it.text, word)))?.text : undefined;
}

/** A term; all of it is emphasised where it was meant in the other language or by its sound. */
function termNode(index: Index, at: number, words: readonly Folded[]): { meant: boolean; nodes: (Node | string)[] } {
  const term = index.terms[at];
  if (!term) return { meant: false, nodes: [] };
  const meant = words.some((word) => heardAs(term, word) !== Fit.none);
  const nodes = marked(term.shown, words);
  return { meant, nodes: meant && nodes.length === 1 ? [part("mark", [term.shown])] : nodes };
}

export function part(name: string, nodes: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...nodes);
  return made;
}
