/** The list under the field: a combobox as the ARIA practices describe it. */

/** What stands in the list instead of finds, or nothing. */
export type State = "found" | "loading" | "none" | "failed";

export class Panel {
  readonly #input: HTMLInputElement;
  readonly #panel: HTMLElement;
  readonly #list: HTMLElement;
  #active = -1;

  constructor(input: HTMLInputElement, panel: HTMLElement) {
    this.#input = input;
    this.#panel = panel;
    this.#list = panel.querySelector<HTMLElement>("[role=listbox]") ?? panel;
    // A press on an option must not take the focus from the field, which would close the list.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen(): boolean {
    return !this.#panel.hidden;
  }

  /** Show one state's words; finds are put in by `fill`. */
  show(state: State): void {
    for (const each of this.#panel.querySelectorAll<HTMLElement>("[data-state]")) each.hidden = each.dataset.state !== state;
    this.#list.setAttribute("aria-busy", String(state === "loading"));
    if (state === "failed") for (const group of this.#groups()) group.hidden = true;
    this.#panel.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
  }

  close(): void {
    this.#panel.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
    this.fill("texts", []); // they come late, and must not stand under the next query
  }

  /** Put options into a group of the list; without any the group is not there. */
  fill(group: string, options: readonly HTMLElement[]): void {
    const place = this.#groups().find((each) => each.dataset.group === group);
    if (!place) return;
    for (const old of place.querySelectorAll("[role=option]")) old.remove();
    place.append(...options);
    place.hidden = !options.length;
    const chosen = this.#options()[this.#active];
    this.#options().forEach((it, at) => {
      it.id = `la-found-${at}`;
    });
    if (!chosen || options.includes(chosen)) this.#choose(-1);
    if (group === "names") this.#panel.scrollTop = 0;
  }

  /** Put in what comes later; whatever was found, "nothing found" no longer holds. */
  add(group: string, options: readonly HTMLElement[]): void {
    this.fill(group, options);
    const none = this.#panel.querySelector<HTMLElement>("[data-state=none]");
    if (options.length && none && !none.hidden) this.show("found");
  }

  get count(): number {
    return this.#options().length;
  }

  /** Whether the key was the list's. */
  press(key: string): boolean {
    const count = this.count;
    if (key === "ArrowDown" && count) return this.#choose(this.#active + 1 < count ? this.#active + 1 : 0);
    if (key === "ArrowUp" && count) return this.#choose(this.#active > 0 ? this.#active - 1 : count - 1);
    if (key === "Enter" && this.#active >= 0) {
      this.#options()[this.#active]?.click();
      return true;
    }
    return false;
  }

  #choose(at: number): boolean {
    this.#active = at;
    this.#options().forEach((it, place) => it.setAttribute("aria-selected", String(place === at)));
    const chosen = this.#options()[at];
    if (chosen) this.#input.setAttribute("aria-activedescendant", chosen.id);
    else this.#input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
    return true;
  }

  #groups(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=group]")];
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=group]:not([hidden]) [role=option]")];
  }
}
