/** How a dialect's rules find their numbers in a body: first of, each, otherwise, also, less. */
import type { Count, Counts, Where } from "./dialect";
import type { Json } from "./json";
import type { Meters } from "./meters";
import { countAt, one } from "./numbers";
import { BadBody, type Path, Place } from "./paths";

/** Meter → how many of it, exactly, without what belongs to another meter. */
export type Own = ReadonlyMap<string, bigint>;

/** Which parts stand beside their whole here, and how many more of a meter no field tells. */
export interface Beside {
  beside: readonly string[];
  rest: Own;
}

const NOTHING_BESIDE: Beside = { beside: [], rest: new Map() };

/** Each count without what it includes, in the vocabulary's order; throws `BadBody`. */
export function disjoint(
  place: Place,
  counts: Counts,
  meters: Meters,
  warnings: string[],
  { beside, rest }: Beside = NOTHING_BESIDE,
): Own {
  const [wholes, own] = [new Map<string, bigint>(), new Map<string, bigint>()];
  for (const [meter, count] of partsFirst(counts)) {
    const fractions = meters.measuresTime(meter);
    const parts = count.includes
      .filter((part) => !beside.includes(part))
      .reduce((sum, part) => sum + (wholes.get(part) ?? 0n), 0n);
    const inside = parts + ((count.less && counted(place, count.less, fractions)) ?? 0n);
    const said = counted(place, count, fractions);
    if (said !== null && said < inside) warnings.push("parts-exceed-whole");
    const left = said === null || said < inside ? 0n : said - inside;
    own.set(meter, left);
    wholes.set(meter, left + parts);
  }
  for (const [meter, more] of rest) own.set(meter, (own.get(meter) ?? 0n) + more);
  return new Map(meters.ids.flatMap((meter) => (own.get(meter) ? [[meter, own.get(meter) ?? 0n]] : [])));
}

/** The counts so that what one includes comes before it; that this ends, Python has seen to. */
function partsFirst(counts: Counts): Map<string, Count> {
  const order = new Map<string, Count>();
  const visit = (meter: string): void => {
    const count = counts.get(meter);
    count?.includes.forEach(visit);
    if (count) order.set(meter, count);
  };
  [...counts.keys()].forEach(visit);
  return order;
}

/** What a body reports of one meter, null where it says nothing; throws `BadBody`. */
export function counted(place: Place, count: Count, fractions: boolean): bigint | null {
  let found: bigint | null = null;
  if (count.each) found = addedEach(place, count, count.each, fractions);
  else if (matches(place, count.where)) found = added(place, count, fractions);
  if (found === null && count.otherwise) found = counted(place, count.otherwise, fractions);
  return count.also ? plus(found, counted(place, count.also, fractions)) : found;
}

/** The first path that is there, and all others that are. */
function added(place: Place, count: Count, fractions: boolean): bigint | null {
  let total: bigint | null = null;
  for (const path of count.first) {
    total = countAt(place, path, fractions);
    if (total !== null) break;
  }
  return count.plus.reduce((sum, path) => plus(sum, countAt(place, path, fractions)), total);
}

/** Over the items that match, or their number; null where none says any. */
function addedEach(place: Place, count: Count, path: Path, fractions: boolean): bigint | null {
  let total: bigint | null = null;
  for (const within of items(place, count, path)) {
    total = plus(total, countsItems(count) ? one : added(within, count, fractions));
  }
  return total;
}

/** The items that match; a text only once if they must be distinct. */
function* items(place: Place, count: Count, path: Path): Generator<Place> {
  const readInside = !countsItems(count) || count.where.some((rule) => !rule.path.inBody);
  const seen = new Set<string>();
  for (const { value, said } of place.items(path)) {
    if (readInside && !(value instanceof Map)) throw new BadBody("not-a-mapping", said);
    if (count.distinct && typeof value === "string") {
      if (!value || seen.has(value)) continue;
      seen.add(value);
    }
    const within = place.within(value instanceof Map ? value : new Map(), said);
    if (matches(within, count.where)) yield within;
  }
}

function countsItems(count: Count): boolean {
  return !count.first.length && !count.plus.length;
}

/** What stands at the first path where something does; throws `BadBody`. */
export function firstOf(place: Place, paths: readonly Path[]): Json {
  for (const path of paths) {
    const value = place.get(path);
    if (value !== null) return value;
  }
  return null;
}

/** Whether one of the texts stands at each of the paths; throws `BadBody`. */
export function matches(place: Place, where: readonly Where[]): boolean {
  return where.every(({ path, words }) => stands(place.get(path), words));
}

/** Whether a value is one of these words; `*` is anything that is there, `true` also what is no text. */
export function stands(value: Json, words: readonly string[]): boolean {
  const word = typeof value === "boolean" ? `${value}` : value;
  return (typeof word === "string" && words.includes(word)) || (words.includes("*") && value !== null);
}

/** The sum of what is there; null only where nothing is. */
function plus(sum: bigint | null, more: bigint | null): bigint | null {
  if (sum === null || more === null) return sum ?? more;
  return sum + more;
}
