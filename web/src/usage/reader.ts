/** Read a body by its dialect: disjoint counts per meter, as Python's `Reader` does. */
import { type Checked, held } from "./checking";
import { type Own, disjoint, firstOf, matches, stands } from "./counting";
import { type Dialect, type Others, type Sign, dialectOf } from "./dialect";
import { Digits, type Json, type Mapping } from "./json";
import type { Meters } from "./meters";
import { type Count, countOf } from "./numbers";
import { BadBody, type Path, Place } from "./paths";
import { type Reported, reportedAt } from "./reported";
import { shown } from "./shown";
import { Merged, merged } from "./streams";

export type Counts = ReadonlyMap<string, Count>;

/** What a price's condition calls something, and how it is here: `["tier", "flex"]`. */
export type Said = readonly [string, string];

export interface Usage {
  /** Only meters of which there is something. They add up: nothing is counted twice. */
  counts: Counts;
  /** What other models served, and where that stands. */
  others: readonly { path: string; model: string | null; counts: Counts }[];
  /** What a price may depend on, where it is out of the ordinary. */
  context: readonly Said[];
  /** Where the body says that all is ordinary, and what that is called. */
  ordinary: readonly Said[];
  checked: Checked | null;
  reported: Reported | null;
  model: string | null;
  /** When it was made, as the body writes it: seconds since 1970, or ISO 8601. */
  at: string | null;
  /** Codes of what is odd about the numbers. */
  warnings: readonly string[];
}

/** A dialect made ready to read bodies. */
export class Reader {
  private readonly dialect: Dialect;
  private readonly telling: readonly Path[];

  /** Takes a dialect as `dialects.json` has it. */
  constructor(
    written: Readonly<Record<string, unknown>>,
    private readonly meters: Meters,
  ) {
    this.dialect = dialectOf(written);
    this.telling = telling(this.dialect);
  }

  /** Whether the body shows one of the dialect's signs. */
  recognises(body: Mapping): boolean {
    const place = Place.of(body, this.dialect.usage);
    return this.dialect.recognise.some((sign) => shows(place, sign));
  }

  /** One body of a stream's events. */
  merged(events: readonly Mapping[]): Mapping {
    return merged(this.dialect, events);
  }

  /** What the body reports; throws `BadBody`, also where a stream's events are of several responses. */
  read(body: Mapping): Usage {
    if (body instanceof Merged && body.several) throw body.several;
    const place = Place.of(body, this.dialect.usage);
    if (this.telling.every((path) => place.get(path) === null)) throw new BadBody("no-usage", "");
    const warnings: string[] = [];
    const { checked, ...beside } = held(place, this.dialect.checksum, this.dialect.counts);
    const more = this.dialect.alsoChecked.map((checksum) => held(place, checksum, new Map()).checked);
    warnings.push(...[checked, ...more].flatMap((it) => (it?.holds === false ? ["checksum"] : [])));
    const counts = written(disjoint(place, this.dialect.counts, this.meters, warnings, beside));
    const others = this.dialect.others.flatMap((rule) => this.others(place, rule, warnings));
    const { context, ordinary } = this.context(place);
    const reported = reportedAt(place, this.dialect.reported, warnings);
    const at = this.dialect.at && place.get(this.dialect.at);
    const model = this.dialect.model && place.get(this.dialect.model);
    return { counts, others, context, ordinary, checked, reported, model: textOf(model), at: writtenAt(at), warnings };
  }

  private others(place: Place, rule: Others, warnings: string[]): Usage["others"] {
    return place.items(rule.items).flatMap(({ value, said }) => {
      if (!(value instanceof Map)) throw new BadBody("not-a-mapping", said);
      const within = place.within(value, said);
      if (!matches(within, rule.where)) return [];
      const counts = written(disjoint(within, rule.counts, this.meters, warnings));
      return !counts.size ? [] : [{ path: said, model: textOf(rule.model && within.get(rule.model)), counts }];
    });
  }

  private context(place: Place): Pick<Usage, "context" | "ordinary"> {
    const [context, ordinary]: [Said[], Said[]] = [[], []];
    for (const { key, first, plain, means } of this.dialect.context) {
      const value = firstOf(place, first);
      if (typeof value === "string" && plain.includes(value)) ordinary.push([key, plain[0] ?? value]);
      else if (value !== null) context.push([key, means.get(shown(value)) ?? shown(value)]);
    }
    return { context, ordinary };
  }
}

function written(own: Own): Counts {
  return new Map([...own].map(([meter, exact]) => [meter, countOf(exact)]));
}

function textOf(value: Json): string | null {
  return typeof value === "string" ? value : null;
}

function writtenAt(value: Json): string | null {
  return value instanceof Digits ? value.written : textOf(value);
}

/** Where counts stand in the usage object: without any of them there is no usage. */
function telling(dialect: Dialect): Path[] {
  const rules = [...dialect.counts.values()];
  for (const { otherwise } of rules) if (otherwise) rules.push(otherwise);
  return rules.flatMap((rule) => (rule.each ? [rule.each] : rule.first)).filter((path) => !path.inBody);
}

/** Whether all of it is so; a path that cannot be followed leads to nothing. */
function shows(place: Place, sign: Sign): boolean {
  return (
    sign.has.every((path) => place.find(path) !== null) &&
    sign.lacks.every((path) => place.find(path) === null) &&
    sign.where.every(({ path, words }) => stands(place.find(path), words))
  );
}
