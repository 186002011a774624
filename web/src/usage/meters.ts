/** The vocabulary of billable quantities, of which `meters.json` is the list. */

/** A row of it. */
export interface Meter {
  id: string;
  unit: string;
}

const TIMES = ["second", "token-hour"];

export class Meters {
  /** In the order in which a receipt lists them. */
  readonly ids: readonly string[];
  private readonly timed: ReadonlySet<string>;

  constructor(rows: readonly Meter[]) {
    this.ids = rows.map(({ id }) => id);
    this.timed = new Set(rows.filter(({ unit }) => TIMES.includes(unit)).map(({ id }) => id));
  }

  /** Whether there may be a fraction of one. */
  measuresTime(meter: string): boolean {
    return this.timed.has(meter);
  }
}
