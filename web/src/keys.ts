/** What the keyboard does on every page, beyond the theme. */

/** "/" leads to the search field. */
export function listenToKeys(document: Document, field: HTMLInputElement | null): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element)) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
}
