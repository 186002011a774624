/** The vendor's own total against its parts: which way of adding up holds, and what follows. */
import { type Beside, type Own, counted } from "./counting";
import type { Checksum, Counts, Way } from "./dialect";
import { type Count, countAt, countOf } from "./numbers";
import type { Place } from "./paths";

/** What was added up: where it stands, and how much it is. */
export interface Checked {
  path: string;
  total: Count;
  parts: ReadonlyMap<string, Count>;
  /** In which of the dialect's ways, from 1. */
  way: number;
  holds: boolean;
}

/** The way in which a total adds up, or the first where none does; nothing where there is none. */
export interface Held extends Beside {
  checked: Checked | null;
}

const NO_REST: Own = new Map();

/** Find the way that holds; throws `BadBody`. */
export function held(place: Place, checksum: Checksum | null, counts: Counts): Held {
  const first = checksum?.ways[0];
  if (!checksum || !first) return { checked: null, beside: [], rest: NO_REST };
  const total = countAt(place, checksum.total);
  if (total === null) return { checked: null, beside: first.beside, rest: NO_REST };
  const checked = (way: Way, parts: Own, holds: boolean): Checked => ({
    path: place.said(checksum.total),
    total: countOf(total),
    parts: new Map([...parts].map(([said, part]) => [said, countOf(part)])),
    way: 1 + checksum.ways.indexOf(way),
    holds,
  });
  for (const way of restLast(checksum.ways)) {
    const parts = partsOf(place, way);
    const left = total - sumOf(parts);
    if (left === 0n) return { checked: checked(way, parts, true), beside: way.beside, rest: NO_REST };
    if (left > 0n && mayHold(place, way, counts)) {
      const rest = new Map([[way.rest, left]]);
      return { checked: checked(way, new Map([...parts, ...rest]), true), beside: way.beside, rest };
    }
  }
  return { checked: checked(first, partsOf(place, first), false), beside: first.beside, rest: NO_REST };
}

function restLast(ways: readonly Way[]): Way[] {
  return [...ways.filter((way) => !way.rest), ...ways.filter((way) => way.rest)];
}

/** Whether what is left may be of a meter of which the body says nothing. */
function mayHold(place: Place, way: Way, counts: Counts): way is Way & { rest: string } {
  const count = way.rest === null ? undefined : counts.get(way.rest);
  return way.rest !== null && (!count || counted(place, count, false) === null);
}

function partsOf(place: Place, way: Way): Own {
  return new Map(way.sum.map((path) => [place.said(path), countAt(place, path) ?? 0n]));
}

function sumOf(parts: Own): bigint {
  return [...parts.values()].reduce((sum, part) => sum + part, 0n);
}
