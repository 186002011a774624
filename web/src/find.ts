/** Sift the rows of a page that lists things by what is typed; the address keeps the words. */
import type { Index } from "./search/entries";
import { folded, wordsOf } from "./search/fold";
import { Fit, fit } from "./search/match";
import { found } from "./search/rank";

/**
 * Every word must occur in a row's `data-find`, or the index must find the row's model by them: it
 * knows both languages and how Chinese sounds. The place for "nothing fits" is `data-find-none`.
 */
export function siftRows(document: Document, field: HTMLInputElement | null, load: () => Promise<Index>): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-find]")].map((row) => ({ row, text: row.dataset.find ?? "", id: idOf(row) }));
  if (!field || !rows.length) return;
  const none = document.querySelector<HTMLElement>("[data-find-none]");
  let index: Index | undefined;
  const sift = (): void => {
    const words = wordsOf(field.value);
    const known = index && words.length ? new Set(found(index, field.value).map((it) => `${it.kind}/${it.id}`)) : undefined;
    for (const { row, text, id } of rows) {
      const own = { text, ...folded(text) };
      row.hidden = !words.every((word) => fit(own, word) !== Fit.none) && !known?.has(id);
    }
    if (none) none.hidden = rows.some(({ row }) => !row.hidden);
  };
  const look = (): void => {
    sift();
    if (!index && field.value) void load().then((read) => ((index = read), sift()), () => undefined);
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    look();
  });
  look();
}

/** Kind and id of the model that a row is about, by the link that it begins with. */
function idOf(row: HTMLElement): string {
  const path = row.querySelector<HTMLAnchorElement>("th a, a")?.pathname ?? "";
  return /models\/[^/]+\/[^/]+(?=\/$)/.exec(path)?.[0] ?? "";
}
