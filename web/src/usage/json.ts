/** JSON as it was sent: numbers keep every digit, objects their order, and no name has a meaning.
 *
 * `JSON.parse` rounds numbers from 2^53 on; the browsers that tell a reviver how a number was written
 * are younger than those that this site is made for.
 */

/** A number as it was written. */
export class Digits {
  constructor(readonly written: string) {}
}

export type Json = null | boolean | string | Digits | Json[] | Mapping;
export interface Mapping extends Map<string, Json> {}

/** Text that is no JSON, and where it stops being so. */
export class NoJson extends Error {
  constructor(readonly at: number) {
    super(`no JSON from character ${at} on`);
  }
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|-?Infinity|NaN/y; // as Python's reader
const WORDS: readonly [string, Json][] = [["null", null], ["true", true], ["false", false]];

/** Read one document from a place on; tells where it ends. Throws `NoJson`. */
export function documentAt(text: string, from: number): { value: Json; end: number } {
  const reading = new Reading(text, from);
  return { value: reading.value(), end: reading.at };
}

/** Where the white space from a place on ends. */
export function afterSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

class Reading {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  value(): Json {
    const first = this.text[this.at];
    if (first === '"') return this.string();
    if (first === "{") return this.mapping();
    if (first === "[") return this.list();
    const word = WORDS.find(([written]) => this.text.startsWith(written, this.at));
    if (!word) return this.number();
    this.at += word[0].length;
    return word[1];
  }

  private mapping(): Mapping {
    const made: Mapping = new Map();
    this.items("}", () => {
      if (this.text[this.at] !== '"') throw new NoJson(this.at);
      const name = this.string();
      this.space();
      this.expect(":");
      this.space();
      made.set(name, this.value());
    });
    return made;
  }

  private list(): Json[] {
    const made: Json[] = [];
    this.items("]", () => made.push(this.value()));
    return made;
  }

  /** What stands between brackets, with commas. */
  private items(end: string, item: () => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
      this.space();
      if (this.text[this.at] === end) break;
      this.expect(",");
      this.space();
    }
    this.at += 1;
  }

  private string(): string {
    const from = this.at;
    let end = from + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    this.at = end + 1;
    try {
      return JSON.parse(this.text.slice(from, this.at)) as string;
    } catch {
      throw new NoJson(from);
    }
  }

  private number(): Digits {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) throw new NoJson(this.at);
    this.at = NUMBER.lastIndex;
    return new Digits(found[0]);
  }

  private expect(mark: string): void {
    if (this.text[this.at] !== mark) throw new NoJson(this.at);
    this.at += 1;
  }

  private space(): void {
    this.at = afterSpace(this.text, this.at);
  }
}
