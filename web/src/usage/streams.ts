/** The events of a stream, as the one body that a dialect reads. */
import type { Dialect } from "./dialect";
import { Digits, type Json, type Mapping } from "./json";
import { addedUp } from "./numbers";
import { BadBody, Place } from "./paths";

const DEPTH = 8;

/** The body that a stream's events make up for one dialect, recognised or not. */
export class Merged extends Map<string, Json> {
  /** Set where the events are of several responses: those are several receipts. */
  several: BadBody | null = null;
}

/** Field by field, the last that is not null; or, where the dialect says so, the sum of the numbers. */
export function merged(dialect: Dialect, events: readonly Mapping[]): Merged {
  const [body, sums]: [Merged, Mapping] = [new Merged(), new Map()];
  for (const event of events) {
    const part = partOf(dialect, event);
    body.several ??= several(dialect, body, part);
    merge(body, part, (_old, now) => now);
    if (dialect.streamSums) merge(sums, usageOf(dialect, part), addedUp);
  }
  const usage = usageOf(dialect, body);
  for (const [name, sum] of sums) usage.set(name, sum);
  return body;
}

/** The part of the body that an event carries. */
function partOf(dialect: Dialect, event: Mapping): Mapping {
  const around = new Place(event, event, "");
  const parts = dialect.stream.map((path) => around.find(path));
  return parts.find((part) => part instanceof Map) ?? new Map<string, Json>();
}

/** The usage object of a body or a part; an empty one where there is none. */
function usageOf(dialect: Dialect, body: Mapping): Mapping {
  const { usage } = Place.of(body, dialect.usage);
  return usage === body ? new Map<string, Json>() : usage;
}

/** What is wrong where a part names another response than the body so far. */
function several({ id }: Dialect, ...bodies: [Mapping, Mapping]): BadBody | null {
  if (!id) return null;
  const [old, now] = bodies.map((body) => new Place(body, body, "").find(id));
  return old && now && plain(old) !== plain(now) ? new BadBody("several-responses", id.written) : null;
}

function plain(value: Json): Json {
  return value instanceof Digits ? value.written : value;
}

/** Lay a part over the body; `both` says what becomes of two values that are no objects. */
function merge(body: Mapping, part: Mapping, both: (old: Json, now: Json) => Json, depth = DEPTH): void {
  for (const [name, value] of part) {
    const old = body.get(name) ?? null;
    if (value instanceof Map && depth) {
      const into: Mapping = old instanceof Map ? old : new Map();
      body.set(name, into);
      merge(into, value, both, depth - 1);
    } else if (value !== null) body.set(name, old === null ? value : both(old, value));
  }
}
