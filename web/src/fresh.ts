/** How old prices are by the reader's own clock: the page was made on another day. */

const DAY = 24 * 60 * 60 * 1000;
const STATES = ["fresh", "ageing", "stale"] as const;

/** Mark each price by the days since it was last seen; its budget is two numbers of days. */
export function markOldPrices(page: Document, now: number): void {
  for (const mark of page.querySelectorAll<HTMLElement>("[data-seen][data-budget]")) {
    const days = Math.floor((now - Date.parse(`${mark.dataset.seen}T00:00:00Z`)) / DAY);
    const budget = (mark.dataset.budget ?? "").split(" ").map(Number);
    const state = STATES[budget.filter((limit) => days >= limit).length];
    for (const each of STATES) mark.classList.toggle(`la-${each}`, each === state);
  }
}
