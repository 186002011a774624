/** Make every "copy" button copy what its `data-copy` holds. */

const SAID_FOR = 1600;

/**
 * Listen on the document, so that buttons that come later (instant navigation, a filtered
 * table) work as well. `data-copied` is the word to show for a moment afterwards; a page gives
 * it in its own language.
 */
export function copyOnClick(document: Document): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>(".la-copy[data-copy]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const { copy: text = "", copied } = button.dataset;
  if (!(await put(text))) return;
  if (copied === undefined || button.hasAttribute("data-was")) return;
  button.dataset["was"] = button.textContent ?? "";
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = button.dataset["was"] ?? "";
    delete button.dataset["was"];
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
