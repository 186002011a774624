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

export interface Reported {
  first: readonly Path[];
  where: readonly Where[];
  currency: string | null;
  currencyAt: Path | null;
  per: number;
}

export interface Dialect {
  usage: readonly Path[];
  recognise: readonly Sign[];
  counts: Counts;
  others: readonly Others[];
  checksum: Checksum | null;
  alsoChecked: readonly Checksum[];
  context: readonly Context[];
  reported: readonly Reported[];
  id: Path | null;
  model: Path | null;
  at: Path | null;
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
    reported: rules(written["reported"], reportedOf),
    id: maybe(written["id"], pathOf),
    model: maybe(written["model"], pathOf),
    at: maybe(written["at"], pathOf),
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
    includes: words(written["includes"]),
  };
}

function signOf(written: Written): Sign {
  return { has: paths(written["has"]), lacks: paths(written["lacks"]), where: whereOf(written["where"]) };
}

function checksumOf(written: Written): Checksum {
  return { total: pathOf(written["total"] as string), ways: rules(written["ways"], wayOf) };
}

function wayOf(written: Written): Way {
  return { sum: paths(written["sum"]), beside: words(written["beside"]), rest: (written["rest"] ?? null) as string | null };
}

function contextOf(written: Written): Context {
  return {
    key: written["key"] as string,
    first: paths(written["first"]),
    plain: words(written["plain"]),
    means: new Map(Object.entries((written["means"] ?? {}) as Record<string, string>)),
  };
}

function reportedOf(written: Written): Reported {
  return {
    first: paths(written["first"]),
    where: whereOf(written["where"]),
    currency: (written["currency"] ?? null) as string | null,
    currencyAt: maybe(written["currency_at"], pathOf),
    per: (written["per"] ?? 1) as number,
  };
}

function whereOf(written: unknown): Where[] {
  return Object.entries((written ?? {}) as Written).map(([path, those]) => ({ path: pathOf(path), words: words(those) }));
}

function rules<Rule>(written: unknown, rule: (one: Written) => Rule): Rule[] {
  return (listed(written) as Written[]).map(rule);
}

function paths(written: unknown): Path[] {
  return words(written).map(pathOf);
}

function words(written: unknown): string[] {
  return listed(written) as string[];
}

function listed(written: unknown): unknown[] {
  if (written === undefined || written === null) return [];
  return Array.isArray(written) ? written : [written];
}

function maybe<From, To>(written: unknown, read: (one: From) => To): To | null {
  return written === undefined || written === null ? null : read(written as From);
}
