/** Let Space work the menu, which is a label so that it needs no script; Enter does by the theme. */
export function menuWithSpace(document: Document): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !(event.target instanceof HTMLLabelElement)) return;
    event.preventDefault();
    event.target.click();
  });
}
