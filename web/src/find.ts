/** Sift the rows of a page that lists things by what is typed; the address keeps the words. */

/** Every word must occur in a row's `data-find`. The place for "nothing fits" is `data-find-none`. */
export function siftRows(document: Document, field: HTMLInputElement | null): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-find]")];
  if (!field || !rows.length) return;
  const none = document.querySelector<HTMLElement>("[data-find-none]");
  const sift = (): void => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = (row.dataset.find ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    if (none) none.hidden = rows.some((row) => !row.hidden);
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    sift();
  });
  sift();
}
