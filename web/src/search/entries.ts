/** The index of everything that has a name, as the publisher writes it: columns. */
import { folded } from "./fold";
import type { Field } from "./match";

interface Columns {
  id: string[];
  /** Text, or the number of a term. */
  name: (string | number)[];
  /** Further ids, one a line. */
  also: string[];
}

interface ModelColumns extends Columns {
  /** The number of the lab's name among the terms; -1 where it is not known. */
  lab: number[];
  can: number[][];
  more: number[][];
  featured: number[];
}

/** What `find/entries.json` holds. */
export interface Written {
  terms: { en: string[]; zh: string[]; pinyin: string[] };
  models: ModelColumns;
  labs: Columns;
  providers: Columns;
  benchmarks: Columns;
  parameters: Columns;
}

export const KINDS = ["models", "labs", "providers", "benchmarks", "parameters"] as const;
export type Kind = (typeof KINDS)[number];

/** A word or two in both languages, and how the Chinese sounds. */
export interface Term {
  /** In the language of the page. */
  shown: string;
  said: Field[];
  /** Syllables held together by blanks, and their initials. */
  sounds: Field[];
}

/** Something that has a name and a page. */
export interface Entry {
  kind: Kind;
  id: string;
  name: string;
  /** Name, id, id without the lab, and what else it is called. */
  called: Field[];
  /** Numbers of terms: the name, the lab, what it can do, its series and sellers. */
  terms: number[];
  lab: number;
  can: number[];
  featured: boolean;
  /** From the language's root. */
  path: string;
}

export interface Index {
  terms: Term[];
  entries: Entry[];
}

export function indexOf(read: Written, language: string): Index {
  const terms = read.terms.en.map((en, at) => term(en, read.terms.zh[at] || en, read.terms.pinyin[at] ?? "", language));
  return { terms, entries: KINDS.flatMap((kind) => entriesOf(read, kind, terms)) };
}

function term(en: string, zh: string, pinyin: string, language: string): Term {
  const readings = pinyin ? pinyin.split("\n") : [];
  return {
    shown: language === "zh" ? zh : en,
    said: (en === zh ? [en] : [en, zh]).map(field),
    sounds: [...readings, ...new Set(readings.map(initials))].map(field),
  };
}

function initials(reading: string): string {
  return reading.replace(/(\S)\S*\s*/g, "$1");
}

function entriesOf(read: Written, kind: Kind, terms: Term[]): Entry[] {
  const columns = read[kind];
  const models = kind === "models" ? read.models : undefined;
  const featured = new Set(models?.featured);
  return columns.id.map((id, at) => {
    const name = columns.name[at] ?? id;
    const own = typeof name === "number" ? [name] : [];
    const text = typeof name === "number" ? (terms[name]?.shown ?? id) : name;
    const names = typeof name === "number" ? (terms[name]?.said ?? []) : [field(name)];
    const lab = models?.lab[at] ?? -1;
    const can = models?.can[at] ?? [];
    const also = columns.also[at] ? columns.also[at].split("\n") : [];
    return {
      kind,
      id,
      name: text,
      called: [...names, ...[...new Set([id, id.slice(id.lastIndexOf("/") + 1), ...also])].map(field)],
      terms: [...own, ...(lab < 0 ? [] : [lab]), ...can, ...(models?.more[at] ?? [])],
      lab,
      can,
      featured: featured.has(at),
      path: kind === "parameters" ? `parameters/#${id}` : `${kind}/${id}/`,
    };
  });
}

function field(text: string): Field {
  return { text, ...folded(text) };
}
