/** Full text: Pagefind's own script, fetched from this site when somebody types. */
import type { Panel } from "./panel";
import { option, part } from "./rows";

const SHOWN = 5;
const REST_MS = 150;

/** The part of Pagefind's interface that is used here. */
interface Pagefind {
  search(query: string): Promise<{ results: { data(): Promise<Found> }[] }>;
}

interface Section {
  title: string;
  excerpt: string;
  anchor?: { id: string };
}

interface Found {
  raw_url: string;
  meta: { title?: string };
  excerpt: string;
  sub_results: Section[];
}

/** Look for a query once the typing rests, and show what was found while it is still wanted. */
export function lookIntoText(form: HTMLFormElement, panel: Panel): (query: string, wanted: () => boolean) => void {
  let loading: Promise<Pagefind> | undefined;
  const load = (): Promise<Pagefind> => {
    // Relative to the page, where a script's own import is relative to the script.
    const address = new URL(`${form.dataset.index ?? ""}text/pagefind.js`, document.baseURI).href;
    return (loading ??= import(address) as Promise<Pagefind>);
  };
  return (query, wanted) => {
    setTimeout(() => {
      if (wanted()) void look(form, load, query).then((made) => wanted() && panel.add("texts", made));
    }, REST_MS);
  };
}

/** Nothing where full text cannot be had: the names are found without it. */
async function look(form: HTMLFormElement, load: () => Promise<Pagefind>, query: string): Promise<HTMLElement[]> {
  try {
    const { results } = await (await load()).search(query);
    const finds = await Promise.all(results.slice(0, SHOWN).map((it) => it.data()));
    const top = (form.dataset.index ?? "").replace(/find\/$/, "");
    return finds.map((it) => textOption(top, it));
  } catch {
    return [];
  }
}

/** The page, its section that fits best, and the words around. */
function textOption(top: string, found: Found): HTMLElement {
  const best = found.sub_results.find((it) => it.anchor && it.excerpt.includes("<mark>"));
  const whole = found.excerpt.includes("<mark>") && !best;
  const excerpt = part("small", emphasised(whole ? found.excerpt : (best?.excerpt ?? found.excerpt)));
  excerpt.className = "la-excerpt";
  const title = found.meta.title ?? found.raw_url;
  const heading = best ? `${title} · ${best.title}` : title;
  const anchor = best?.anchor ? `#${encodeURIComponent(best.anchor.id)}` : "";
  return option(top + found.raw_url.replace(/^\//, "") + anchor, [part("b", [heading]), excerpt]);
}

/** Pagefind's excerpt is HTML in which only marks are markup; it is read where nothing runs. */
function emphasised(html: string): (Node | string)[] {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].map((it) => {
    const text = it.textContent ?? "";
    return it.nodeName === "MARK" ? part("mark", [text]) : text;
  });
}
