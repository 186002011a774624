/** How one API's bodies report usage, as `dialects.json` writes it. The grammar is Python's: see
 * `llmanac.pricing.dialect`, which explains it and refuses what cannot be meant.
 */
import { type Path, listPathOf, pathOf } from "./paths";

export interface Where {
  path: Path;
  words: readonly string[];
}

export interface Count {
  first: readonly Path[];
  plus: readonly Path[];
  each: Path | null;
  where: readonly Where[];
  distinct: boolean;
  otherwise: Count | null;
  also: Count | null;
  less: Count | null;
  includes: readonly string[];
}

export interface Sign {
  has: readonly Path[];
  lacks: readonly Path[];
  where: readonly Where[];
}

export interface Way {
  sum: readonly Path[];
  beside: readonly string[];
  rest: string | null;
}

export interface Checksum {
  total: Path;
  ways: readonly Way[];
}

export interface Context {
  key: string;
  first: readonly Path[];
  plain: readonly string[];
  means: ReadonlyMap<string, string>;
}

export type Counts = ReadonlyMap<string, Count>;

/** What another model served within the same request. */
export interface Others {
  items: Path;
  where: readonly Where[];
  model: Path | null;
  counts: Counts;
}

export interface Dialect {
  usage: readonly Path[];
  recognise: readonly Sign[];
  counts: Counts;
  others: readonly Others[];
  checksum: Checksum | null;
  alsoChecked: readonly Checksum[];
  context: readonly Context[];
  id: Path | null;
  model: Path | null;
  stream: readonly Path[];
  streamSums: boolean;
}

/** A rule as JSON has it; what may be absent is absent, and a list of one may be its item. */
type Written = Readonly<Record<string, unknown>>;

export function dialectOf(written: Written): Dialect {
  return {
    usage: paths(written["usage"]),
    recognise: rules(written["recognise"], signOf),
    counts: countsOf(written["counts"]),
    others: rules(written["others"], othersOf),
    checksum: maybe(written["checksum"], checksumOf),
    alsoChecked: rules(written["also_checked"], checksumOf),
    context: rules(written["context"], contextOf),
    id: maybe(written["id"], pathOf),
    model: maybe(written["model"], pathOf),
    stream: paths(written["stream"]),
    streamSums: written["stream_sums"] === true,
  };
}

function countsOf(written: unknown): Counts {
  const counts = Object.entries(written as Record<string, Written>);
  return new Map(counts.map(([meter, count]) => [meter, countOf(count)]));
}

function othersOf(written: Written): Others {
  return {
    items: maybe(written["each"], listPathOf) ?? pathOf(written["at"] as string),
    where: whereOf(written["where"]),
    model: maybe(written["model"], pathOf),
    counts: countsOf(written["counts"]),
  };
}

function countOf(written: Written): Count {
  return {
    first: paths(written["first"]),
    plus: paths(written["plus"]),
    each: maybe(written["each"], listPathOf),
    where: whereOf(written["where"]),
    distinct: written["distinct"] === true,
    otherwise: maybe(written["otherwise"], countOf),
    also: maybe(written["also"], countOf),
    less: maybe(written["less"], countOf),
    includes: listed(written["includes"]),
  };
}

function signOf(written: Written): Sign {
  return { has: paths(written["has"]), lacks: paths(written["lacks"]), where: whereOf(written["where"]) };
}

function checksumOf(written: Written): Checksum {
  return { total: pathOf(written["total"] as string), ways: rules(written["ways"], wayOf) };
}

function wayOf(written: Written): Way {
  return { sum: paths(written["sum"]), beside: listed(written["beside"]), rest: (written["rest"] ?? null) as string | null };
}

function contextOf(written: Written): Context {
  return {
    key: written["key"] as string,
    first: paths(written["first"]),
    plain: listed(written["plain"]),
    means: new Map(Object.entries((written["means"] ?? {}) as Record<string, string>)),
  };
}

function whereOf(written: unknown): Where[] {
  return Object.entries((written ?? {}) as Written).map(([path, words]) => ({ path: pathOf(path), words: listed(words) }));
}

function rules<Rule>(written: unknown, rule: (one: Written) => Rule): Rule[] {
  return ((written ?? []) as Written[]).map(rule);
}

function paths(written: unknown): Path[] {
  return listed(written).map(pathOf);
}

function listed(written: unknown): string[] {
  if (written === undefined || written === null) return [];
  return Array.isArray(written) ? (written as string[]) : [written as string];
}

function maybe<From, To>(written: unknown, read: (one: From) => To): To | null {
  return written === undefined || written === null ? null : read(written as From);
}
