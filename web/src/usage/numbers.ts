/** What a body writes as a count. All counts are exact, in units of 10^-40: nothing is ever rounded. */
import { Digits, type Json } from "./json";
import { BadBody, type Path, type Place } from "./paths";

/** A whole number, or the exact decimal text of a fraction. */
export type Count = bigint | string;

const DECIMALS = 40;
const ONE = 10n ** BigInt(DECIMALS);
const LIMIT = 2n ** 63n * ONE;
const LONGEST = 4300; // of a whole number; what is longer no reader takes for one

/** The count that stands there, null where nothing does; throws `BadBody`.
 *
 * JSON knows no integers, so `25.0` is 25. Fractions are for meters that measure time.
 */
export function countAt(place: Place, path: Path, fractions = false): bigint | null {
  const value = place.get(path);
  if (value === null) return null;
  const exact = value instanceof Digits ? exactly(value.written) : "count-not-a-number";
  if (typeof exact === "string") throw new BadBody(exact, place.said(path));
  if (!fractions && exact % ONE) throw new BadBody("count-not-whole", place.said(path));
  return exact;
}

/** One of something. */
export const one = ONE;

/** A count as people write it. */
export function countOf(exact: bigint): Count {
  const [whole, rest] = [exact / ONE, exact % ONE];
  if (!rest) return whole;
  return `${whole}.${rest.toString().padStart(DECIMALS, "0").replace(/0+$/, "")}`;
}

/** Two numbers of a body added up; where one is no count, that stays, and is refused later. Of what
 * are no numbers, the later holds; the items of two lists follow one another.
 */
export function addedUp(old: Json, now: Json): Json {
  if (Array.isArray(old) && Array.isArray(now)) return [...old, ...now];
  if (!(now instanceof Digits)) return now;
  const [before, more] = [old, now].map((it) => (it instanceof Digits ? exactly(it.written) : ""));
  if (typeof before !== "bigint") return old;
  return typeof more === "bigint" ? new Digits(`${countOf(before + more)}`) : now;
}

/** The number in units of 10^-40, or the code of what is wrong with it. */
function exactly(written: string): bigint | string {
  const [, sign, whole = "", part = "", power = "0"] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(written) ?? [];
  if (!whole || power.length > 18 || (/^-?[0-9]+$/.test(written) && whole.length > LONGEST)) {
    return "count-not-a-number";
  }
  const digits = (whole + part).replace(/^0+/, "");
  const exponent = Number(power) - part.length;
  if (sign && digits) return "count-negative";
  if (digits && digits.length + exponent > 20) return "count-too-large";
  if (exponent < -DECIMALS) return "count-not-whole";
  const exact = digits ? BigInt(digits) * 10n ** BigInt(DECIMALS + exponent) : 0n;
  return exact < LIMIT ? exact : "count-too-large";
}
