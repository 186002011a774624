/** Find a model from any page: a slash leads to the field, and the list of models sifts itself. */

/** Without scripts the field is a plain form that leads to the list. */
export function findWithSlash(document: Document): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    const field = fieldOf(document);
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function fieldOf(document: Document): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(".la-find input");
}

/**
 * Hide each `[data-find]` that lacks a word of the field; `[data-find-none]` shows when all are
 * hidden. The field starts with the address's `q`. Substrings count, in any language.
 */
export function siftList(document: Document): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-find]")];
  const field = fieldOf(document);
  if (!field || rows.length === 0) return;
  const none = document.querySelector<HTMLElement>("[data-find-none]");
  const sift = () => {
    const words = field.value.toLowerCase().split(/\s+/u);
    for (const row of rows) {
      const text = (row.dataset["find"] ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    if (none) none.hidden = rows.some((row) => !row.hidden);
  };
  field.value = new URLSearchParams(document.location.search).get("q") ?? "";
  field.addEventListener("input", sift);
  sift();
}
