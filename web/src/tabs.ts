/** Tabs of code: choose one by mouse or keys, keep the choice, and let every group follow it. */

const KEPT = "la-tabs";
const MOST = 8; // choices that are remembered

const STEPS: Record<string, (at: number, of: number) => number> = {
  ArrowRight: (at, of) => (at + 1) % of,
  ArrowLeft: (at, of) => (at + of - 1) % of,
  Home: () => 0,
  End: (_, of) => of - 1,
};

/** Listen on the document. A group is `.la-tabs`; its sections say in `data-k` what they are. */
export function chooseTabs(document: Document): void {
  const groups = document.querySelectorAll(".la-tabs");
  if (!groups.length) return;
  let choices = kept();
  const choose = (tab: HTMLElement): void => {
    const wanted = keyOf(tab);
    choices = [wanted, ...choices.filter((it) => it !== wanted)].slice(0, MOST);
    keep(choices);
    const before = tab.getBoundingClientRect().top;
    for (const group of groups) laTabs(group, choices);
    scrollBy(0, tab.getBoundingClientRect().top - before); // groups above may have changed
  };
  document.addEventListener("click", (event) => {
    const tab = tabOf(event);
    if (tab) choose(tab);
  });
  document.addEventListener("keydown", (event) => {
    const tab = tabOf(event);
    const step = STEPS[event.key];
    if (!tab || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const tabs = [...(tab.parentElement?.children ?? [])];
    const next = tabs[step(tabs.indexOf(tab), tabs.length)] as HTMLElement;
    choose(next);
    next.focus({ preventScroll: true });
  });
}

function tabOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest(".la-tabs [role=tab]") : null;
}

function keyOf(tab: Element): string {
  const panel = tab.ownerDocument.querySelector<HTMLElement>(`[aria-labelledby="${tab.id}"]`);
  return panel?.dataset.k ?? "";
}

function kept(): string[] {
  try {
    const choices: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(choices) ? choices.map(String) : [];
  } catch {
    return []; // storage is refused, or holds something else
  }
}

function keep(choices: string[]): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choices));
  } catch {
    return; // the choice holds for this page alone
  }
}
