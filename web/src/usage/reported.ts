/** What the vendor itself says that the request cost. */
import { stands } from "./counting";
import type { Reported as Rule } from "./dialect";
import { money } from "./money";
import type { Place } from "./paths";

export interface Reported {
  amount: string;
  /** Null where the body does not say and vendors of the API differ. */
  currency: string | null;
}

/** By the first rule that finds something; a path that cannot be followed leads to nothing. */
export function reportedAt(place: Place, rules: readonly Rule[], warnings: string[]): Reported | null {
  for (const rule of rules) {
    const holds = rule.where.every(({ path, words }) => stands(place.find(path), words));
    const value = rule.first.map((path) => place.find(path)).find((it) => it !== null) ?? null;
    if (!holds || value === null) continue;
    const amount = money(value, rule.per);
    if (amount === null) {
      warnings.push("reported-unreadable");
      return null;
    }
    const named = rule.currencyAt && place.find(rule.currencyAt);
    const code = typeof named === "string" ? named.toUpperCase() : "";
    return { amount, currency: /^[A-Z]{3}$/.test(code) ? code : rule.currency };
  }
  return null;
}
