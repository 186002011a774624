/** What the vendor itself says that the request cost. */
import { firstOf, matches } from "./counting";
import type { Reported as Rule } from "./dialect";
import { money } from "./money";
import type { Place } from "./paths";

export interface Reported {
  amount: string;
  /** Null where the body does not say and vendors of the API differ. */
  currency: string | null;
}

/** By the first rule that finds something; throws `BadBody`. */
export function reportedAt(place: Place, rules: readonly Rule[], warnings: string[]): Reported | null {
  for (const rule of rules) {
    const value = matches(place, rule.where) ? firstOf(place, rule.first) : null;
    if (value === null) continue;
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
