/** The menu of a narrow window: a button that turns the theme's drawer, a checkbox, on and off. */

/** The button says whether the menu is open, whoever opened or closed it; Escape closes it. */
export function openTheMenu(document: Document): void {
  const button = document.querySelector<HTMLButtonElement>("button.la-menu");
  const drawer = document.querySelector<HTMLInputElement>("#__drawer");
  if (!button || !drawer) return;
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(drawer.checked));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}
