/**
 * What runs before the page is painted, so that nothing moves or changes colour afterwards. The page
 * loads it in its head, and calls it at the top of its body and behind each group of tabs.
 */

import { palette } from "./palette";

declare global {
  /** Dress the body by the form before the running script. */
  function laScheme(): void;
  /** Make tabs of the sections of a group, and show the one that fits the choices, latest first. */
  function laTabs(group?: Element, choices?: readonly string[]): void;
}

document.documentElement.classList.replace("no-js", "js");

globalThis.laScheme = (): void => palette(document.currentScript?.previousElementSibling as HTMLElement);

/**
 * Sections stand one after another, and do so for a reader without scripts. By default the group is
 * the one before the running script, and the choices are those of earlier pages: words of `data-k`.
 * Where one is absent, another variant of its language stands in for it.
 */
globalThis.laTabs = (
  group = document.currentScript?.previousElementSibling as Element,
  choices = kept(),
): void => {
  const panels = [...group.querySelectorAll<HTMLElement>("section")];
  const bar = group.querySelector("[role=tablist]") ?? tabbed(group as HTMLElement, panels);
  const chosen = fitting(panels.map((panel) => panel.dataset.k ?? ""), choices);
  panels.forEach((panel, at) => {
    const tab = bar.children[at] as HTMLElement;
    panel.className = at === chosen ? "on" : "";
    tab.ariaSelected = String(at === chosen);
    tab.tabIndex = at === chosen ? 0 : -1;
  });
};

/** The choices of earlier pages; none where storage is refused or holds something else. */
function kept(): string[] {
  try {
    const choices: unknown = JSON.parse(localStorage["la-tabs"]);
    return Array.isArray(choices) ? choices.map(String) : [];
  } catch {
    return [];
  }
}

function tabbed(group: HTMLElement, panels: readonly HTMLElement[]): Element {
  const bar = document.createElement("div");
  bar.role = "tablist";
  bar.ariaLabel = group.dataset.name ?? "";
  for (const panel of panels) {
    const tab = bar.appendChild(button(panel.firstChild?.textContent ?? ""));
    tab.role = "tab";
    tab.id = `tab${document.querySelectorAll("[role=tabpanel]").length}`;
    panel.role = "tabpanel";
    panel.setAttribute("aria-labelledby", tab.id);
  }
  for (const code of group.querySelectorAll(".highlight")) {
    code.appendChild(button(group.dataset.copy ?? "")).className = "la-copy";
  }
  group.prepend(bar);
  return bar;
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  return made;
}

/** The place of the first choice that is there, itself or by its language; else the first place. */
function fitting(keys: readonly string[], choices: readonly string[]): number {
  const family = (key: string): string => key.split("-")[0] ?? key;
  for (const choice of choices) {
    const at = keys.includes(choice)
      ? keys.indexOf(choice)
      : keys.findIndex((key) => family(key) === family(choice));
    if (at >= 0) return at;
  }
  return 0;
}
