/** Any value in a message: short, on one line, whatever it is. */
import { Digits, type Json } from "./json";

const SPACE = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const LONGEST = 60;

export function shown(value: Json): string {
  if (typeof value !== "string" && !(value instanceof Digits)) return kindOf(value);
  const text = value instanceof Digits ? numberOf(value.written) : value;
  const said = [...[...text].slice(0, 200).join("").split(SPACE).filter(Boolean).join(" ")];
  return said.length <= LONGEST ? said.join("") : `${said.slice(0, LONGEST - 1).join("")}…`;
}

function kindOf(value: Exclude<Json, string | Digits>): string {
  if (value instanceof Map) return "dict";
  return Array.isArray(value) ? "list" : { true: "True", false: "False", null: "None" }[`${value}`];
}

function numberOf(written: string): string {
  const digits = /^-?([0-9]{31,4300})$/.exec(written)?.[1];
  return digits ? `${BigInt(digits).toString(2).length} bits` : written;
}
