/** How text is compared: without case, width, and how its parts are held together. */

const JOINTS = /[\s\-_.:/·'’,，、()‐-―]+/;
const JOINT = new RegExp(`^${JOINTS.source}$`);
const DIGIT = /^[0-9]$/;

/** Text as it is looked through. */
export interface Folded {
  /** Without case and width. */
  plain: string;
  /** Also without what holds parts together; a point is left between figures: 3.5 is not 35. */
  tight: string;
}

/** A text without joints, and where each of its characters stood. */
export interface Traced {
  tight: string;
  /** For each character the place of the one that it comes from. */
  from: number[];
  /** Whether a word begins there: after a joint, and where letters and figures meet. */
  starts: boolean[];
}

export function folded(text: string): Folded {
  return { plain: plainOf(text), tight: traced(text).tight };
}

/** The words of a query, each of which must occur. */
export function wordsOf(query: string): Folded[] {
  return plainOf(query)
    .split(" ")
    .map(folded)
    .filter((word) => word.tight);
}

export function traced(text: string): Traced {
  const made: Traced = { tight: "", from: [], starts: [] };
  let [parted, figure, at] = [true, false, 0];
  for (const each of text) {
    for (const char of each < "\x80" ? each.toLowerCase() : each.normalize("NFKC").toLowerCase()) {
      if (JOINT.test(char)) {
        parted = true;
        continue;
      }
      const is = DIGIT.test(char);
      if (parted && is && figure) put(made, ".", at, false);
      put(made, char, at, parted || is !== figure);
      [parted, figure] = [false, is];
    }
    at += each.length;
  }
  return made;
}

function plainOf(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function put(made: Traced, char: string, at: number, start: boolean): void {
  made.tight += char;
  for (let unit = 0; unit < char.length; unit++) {
    made.from.push(at);
    made.starts.push(start && unit === 0);
  }
}
