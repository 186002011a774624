/** The field in the header: what is typed is looked up, and the finds stand under it. */
import type { Entry, Index } from "./entries";
import { wordsOf } from "./fold";
import { Panel } from "./panel";
import { found } from "./rank";
import { entryParts, option, part } from "./rows";
import { lookIntoText } from "./text";

const SHOWN = 8;

export function searchByName(form: HTMLFormElement, load: () => Promise<Index>): void {
  const input = form.querySelector("input");
  const place = form.querySelector<HTMLElement>(".la-found");
  if (!input || !place) return;
  const panel = new Panel(input, place);
  const said = form.querySelector<HTMLElement>("[role=status]");
  const text = lookIntoText(form, panel);
  let asked = 0;

  const look = async (): Promise<void> => {
    const query = input.value.trim();
    const number = ++asked;
    if (!wordsOf(query).length) {
      panel.close();
      return;
    }
    text(query, () => number === asked);
    const waiting = setTimeout(() => number === asked && panel.show("loading"), 120);
    try {
      const index = await load();
      if (number !== asked) return;
      const finds = found(index, query);
      panel.fill("names", options(form, index, finds, query));
      panel.show(finds.length ? "found" : "none");
      if (said) said.textContent = (form.dataset.count ?? "").replace("{n}", String(finds.length));
    } catch {
      if (number === asked) panel.show("failed");
    } finally {
      clearTimeout(waiting);
    }
  };

  input.addEventListener("focus", () => void load().catch(() => undefined));
  input.addEventListener("input", () => void look());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the keys are the input method's
    if (event.key === "Escape" && panel.isOpen) panel.close();
    else if (event.key === "ArrowDown" && !panel.isOpen && input.value) void look();
    else if (!panel.isOpen || !panel.press(event.key)) return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) panel.close();
  });
}

function options(form: HTMLFormElement, index: Index, finds: Entry[], query: string): HTMLElement[] {
  const home = form.dataset.home ?? "./";
  const words = wordsOf(query);
  const made = finds.slice(0, SHOWN).map((entry) => option(home + entry.path, entryParts(index, entry, words, form.dataset[entry.kind] ?? "")));
  const models = finds.filter((it) => it.kind === "models").length;
  if (finds.length > SHOWN && models) {
    const all = (form.dataset.all ?? "").replace("{n}", String(models));
    made.push(option(`${home}models/?q=${encodeURIComponent(query)}`, [part("small", [all])]));
  }
  return made;
}
