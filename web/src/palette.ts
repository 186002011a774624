/**
 * The colours of the page: those that the reader chose, else those of the system. Material does the
 * same when the whole page is there, and has a browser style every element three more times for it.
 */

interface Kept {
  index?: number;
}

declare global {
  /** Material's: what it keeps under a name, and how it does. */
  function __md_get(name: string): Kept | null;
  function __md_set(name: string, value: unknown): void;
}

const SHOWN = ["mdColorMedia", "mdColorScheme", "mdColorPrimary", "mdColorAccent"];

/** Dress the body as an option of Material's form says, and again when another is chosen. */
export function palette(form: HTMLElement): void {
  const options = [...form.querySelectorAll<HTMLInputElement>("input")];
  const theme = document.head.appendChild(document.createElement("meta"));
  theme.name = "theme-color";
  const dress = (): void => {
    dressed(options, chosen(options));
    theme.content = getComputedStyle(document.body).backgroundColor;
  };
  form.removeAttribute("data-md-component"); // now it is ours
  form.addEventListener("change", ({ target }) => {
    const index = options.indexOf(target as HTMLInputElement);
    __md_set("__palette", { index, color: colours(options[index]) });
    dress();
  });
  form.addEventListener("keydown", ({ key }) => {
    const other = options[(chosen(options) + 1) % options.length];
    if (key !== "Enter") return;
    other?.click();
    other?.focus();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  dress();
}

/** The place of the option that the reader chose, else of that which fits the system. */
function chosen(options: readonly HTMLInputElement[]): number {
  const fits = (it: HTMLInputElement): boolean => matchMedia(it.dataset.mdColorMedia ?? "").matches;
  const index = __md_get("__palette")?.index ?? options.findIndex(fits);
  return Math.max(0, Math.min(index, options.length - 1));
}

function dressed(options: readonly HTMLInputElement[], index: number): void {
  for (const name of SHOWN) document.body.dataset[name] = options[index]?.dataset[name];
  options.forEach((option, at) => {
    option.checked = at === index;
    (option.nextElementSibling as HTMLElement).hidden = at !== index;
  });
}

/** As Material keeps them. */
function colours(option: HTMLInputElement | undefined): Record<string, string | undefined> {
  const name = (it: string): string => it.replace("mdColor", "").toLowerCase();
  return Object.fromEntries(SHOWN.map((it) => [name(it), option?.dataset[it]]));
}
