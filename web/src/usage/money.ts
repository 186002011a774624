/** What a body writes as an amount of money: exact decimal text, with the digits that it has there. */
import { Digits, type Json } from "./json";

const AMOUNT = /^([-+]?)(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,9}))?$/;
const WHOLE = /^-?[0-9]+$/;
const MOST_DECIMALS = 40;
const MOST_DIGITS = 18;

/** The amount, null if it is none; the body counts `per` for one of the currency, a power of ten. */
export function money(value: Json, per: number): string | null {
  const written = value instanceof Digits ? value.written : value;
  const [found, sign, whole = "", part = "", power = "0"] = (typeof written === "string" && AMOUNT.exec(written)) || [];
  if (!found) return null;
  const digits = (whole + part).replace(/^0+(?=.)/, "");
  const exponent = Number(power) - part.length;
  const isWhole = value instanceof Digits && WHOLE.test(value.written);
  if (sign === "-" && (digits !== "0" || !isWhole)) return null; // -0 is 0, but -0.0 is not
  if (digits.length - 1 + exponent >= MOST_DIGITS || exponent < -MOST_DECIMALS) return null;
  return divided(BigInt(digits), exponent, `${per}`.length - 1);
}

/** Moved by some places, with no more decimals than it needs or had before. */
function divided(digits: bigint, exponent: number, places: number): string {
  let [left, power] = [digits, exponent - places];
  while (power < exponent && left % 10n === 0n) [left, power] = [left / 10n, power + 1];
  if (power >= 0) return `${left * 10n ** BigInt(left ? power : 0)}`;
  const text = left.toString().padStart(1 - power, "0");
  return `${text.slice(0, power)}.${text.slice(power)}`;
}
