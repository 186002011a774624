// What every page does in the browser, beyond the theme: copy, find, open the menu by keyboard.
(() => {
  "use strict";
  const said = document.currentScript.dataset.copied;

  // <button class="la-copy" data-copy="text">, or inside a block of code: the code beside it
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".la-copy");
    if (!button) return;
    const text = button.dataset.copy ?? button.parentElement.querySelector("pre")?.textContent;
    if (text === undefined) return;
    const word = button.textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = said;
    setTimeout(() => { button.textContent = word; }, 1500);
  });

  // "/" leads to the field; Space opens the menu, which is a label (Enter does by the theme)
  const field = document.querySelector(".la-find input");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === " " && event.target.matches(".la-menu")) {
      event.preventDefault();
      event.target.click();
    }
  });

  // On the page that lists models, what is typed sifts: every word must occur in `data-find`.
  const rows = [...document.querySelectorAll("[data-find]")];
  if (!rows.length) return;
  const none = document.querySelector("[data-find-none]");
  const sift = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.dataset.find.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    if (none) none.hidden = rows.some((row) => !row.hidden);
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", sift);
  sift();
})();
