/** Say that a table goes on to the right only where it does. */

/** The line of words before a region is hidden while all of the region is in sight. */
export function tellOfHiddenColumns(document: Document): void {
  const watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      const line = target.previousElementSibling;
      if (line instanceof HTMLElement && line.matches(".la-slide")) {
        line.hidden = target.scrollWidth <= target.clientWidth;
      }
    }
  });
  for (const region of document.querySelectorAll(".la-slide + .la-scroll")) watcher.observe(region);
}
