/** Where a value stands in a body, and getting at it without trusting the body. */
import { Digits, type Json, type Mapping } from "./json";

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const STEP = /"([^"]+)"|([A-Za-z_][A-Za-z0-9_-]*)|\[([0-9]*)\]/g;

/** A body that cannot be read: a code, and where the trouble is. */
export class BadBody extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
  ) {
    super(`${code} (${path})`);
  }
}

/** A field by its name, an item by its number, or every item. */
type Step = string | number | null;

/** `a.b` in the usage object or an item of a list, `/a.b` in the body, `/` all of it. `a[0]` is one
 * item of a list, `a[].b[]` all items of all lists; a name with dots stands in quotes.
 */
export interface Path {
  written: string;
  steps: readonly Step[];
  inBody: boolean;
}

/** What a path reaches, and where that stands. */
interface Found {
  value: Json;
  said: string;
}

export function pathOf(written: string): Path {
  const steps = [...written.matchAll(STEP)].map(
    ([, quoted, name, number]) => quoted ?? name ?? (number ? Number(number) : null),
  );
  return { written, steps, inBody: written.startsWith("/") };
}

/** A path to items: where it does not say of which lists, those of the list at its end. */
export function listPathOf(written: string): Path {
  const path = pathOf(written);
  return path.steps.includes(null) ? path : { ...path, steps: [...path.steps, null] };
}

/** The usage object of one body, the body around it, and how to get from the one to the other. */
export class Place {
  constructor(
    readonly usage: Mapping,
    readonly body: Mapping,
    readonly prefix: string,
  ) {}

  /** The usage object of a body; where there is none, the body is taken to be one itself. */
  static of(body: Mapping, paths: readonly Path[]): Place {
    const around = new Place(body, body, "");
    for (const path of paths) {
      const usage = around.find(path);
      if (usage instanceof Map && usage.size) return around.within(usage, around.said(path));
    }
    return around;
  }

  /** What stands there, null where nothing does; throws `BadBody` where the path runs through text. */
  get(path: Path): Json {
    return this.items(path)[0]?.value ?? null;
  }

  /** What stands there, null where nothing does or nothing can. */
  find(path: Path): Json {
    try {
      return this.get(path);
    } catch (error) {
      if (error instanceof BadBody) return null;
      throw error;
    }
  }

  /** What the path reaches but null; throws `BadBody`. */
  items(path: Path): Found[] {
    let found: Found[] = [path.inBody ? { value: this.body, said: "" } : { value: this.usage, said: this.prefix }];
    for (const step of path.steps) found = found.flatMap((node) => inside(node, step));
    return found.filter(({ value }) => value !== null);
  }

  /** The path as a reader of the body would name it, from its top. */
  said(path: Path): string {
    return path.steps.reduce<string>(longer, path.inBody ? "" : this.prefix);
  }

  /** The same body with an item of it in the place of the usage object. */
  within(item: Mapping, said: string): Place {
    return new Place(item, this.body, said);
  }
}

/** What one step reaches. */
function inside({ value, said }: Found, step: Step): Found[] {
  if (isNothing(value)) return [];
  if (typeof step === "string") {
    if (!(value instanceof Map)) throw new BadBody("not-a-mapping", said);
    return [{ value: value.get(step) ?? null, said: longer(said, step) }];
  }
  if (!Array.isArray(value)) throw new BadBody("not-a-list", said);
  if (step === null) return value.map((item, index) => ({ value: item, said: longer(said, index) }));
  return value.slice(step, step + 1).map((item) => ({ value: item, said: longer(said, step) }));
}

/** The name of what is one step further. */
function longer(said: string, step: Step): string {
  if (typeof step !== "string") return `${said}[${step ?? ""}]`;
  const name = NAME.test(step) ? step : `"${step}"`;
  return said ? `${said}.${name}` : name;
}

/** `{}` and null; and `[]` is how PHP writes `{}`. What is false or zero holds nothing either. */
function isNothing(node: Json): boolean {
  if (node instanceof Map) return node.size === 0;
  if (node instanceof Digits) return /^-?[0.]+(?:[eE]|$)/.test(node.written);
  return Array.isArray(node) ? node.length === 0 : !node;
}
