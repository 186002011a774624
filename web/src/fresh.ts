/** How old prices are by the reader's own clock: the page was made on another day. */

const DAY = 24 * 60 * 60 * 1000;
const STATES = ["ageing", "stale"] as const;

/** Mark each price by the days since it was last seen; around it stands after how many it is ageing and stale. */
export function markOldPrices(page: Document, now: number): void {
  for (const list of page.querySelectorAll<HTMLElement>("[data-budget]")) {
    const budget = (list.dataset.budget ?? "").split(" ").map(Number);
    for (const mark of list.querySelectorAll<HTMLElement>("[data-seen]")) {
      const days = Math.floor((now - Date.parse(`${mark.dataset.seen}T00:00:00Z`)) / DAY);
      const state = STATES[budget.filter((limit) => days >= limit).length - 1];
      for (const each of STATES) mark.classList.toggle(`la-${each}`, each === state);
    }
  }
}
