/** Make every "copy" button copy: what its `data-copy` holds, else the code before it. */

const SAID_FOR = 1600; // milliseconds

/**
 * Listen on the document, so that buttons that come later work as well. `said` is the word to show
 * for a moment afterwards, in the language of the page.
 */
export function copyOnClick(document: Document, said: string): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>(".la-copy");
    if (button) void copy(button, said);
  });
}

async function copy(button: HTMLElement, said: string): Promise<void> {
  const before = button.previousElementSibling;
  const code = before?.matches("code") ? before : button.parentElement?.querySelector("pre");
  const text = button.dataset.copy ?? code?.textContent;
  if (!text || !(await put(text)) || button.textContent === said) return;
  const word = button.textContent;
  button.textContent = said;
  setTimeout(() => {
    button.textContent = word;
  }, SAID_FOR);
}

/** Put text on the clipboard; say whether it is there. */
async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return putTheOldWay(text); // no secure context (a site on plain http), or not permitted
  }
}

function putTheOldWay(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed"; // so that nothing scrolls
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}
