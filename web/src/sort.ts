/** Sort the rows of a table by a column, within their groups. Without scripts rows stand as printed. */

type Order = "descending" | "ascending" | "none"; // none: as published

/** What a row is sorted by. Rows of other scales or currencies follow by themselves; what is missing comes last. */
interface Key {
  row: HTMLTableRowElement;
  of: string;
  number: number;
  text: string;
}

/** Give every head of a table with `data-sort` a button; the attribute is the button's word. */
export function sortByColumn(document: Document): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sort]")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    for (const head of heads) addButton(table, heads, head);
  }
}

function addButton(table: HTMLTableElement, heads: HTMLTableCellElement[], head: HTMLTableCellElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "la-sort";
  button.setAttribute("aria-label", `${table.dataset.sort}: ${head.textContent?.trim()}`);
  if (head.matches(".n")) head.prepend(button); // beside its figures, which stand at the right
  else head.append(button);
  const body = table.tBodies.item(0);
  const published = [...(body?.rows ?? [])];
  head.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) return; // it leads elsewhere
    const order = next(head.getAttribute("aria-sort"), isText(published, head.cellIndex));
    for (const each of heads) each.removeAttribute("aria-sort");
    if (order !== "none") head.setAttribute("aria-sort", order);
    body?.append(...arranged(published, head.cellIndex, order));
  });
}

/** Figures begin with the highest, words with A; then the other way round, then as published. */
function next(now: string | null, text: boolean): Order {
  const first = text ? "ascending" : "descending";
  if (now === null) return first;
  return now !== first ? "none" : text ? "descending" : "ascending";
}

function arranged(rows: HTMLTableRowElement[], column: number, order: Order): HTMLTableRowElement[] {
  if (order === "none") return rows;
  const sign = order === "ascending" ? 1 : -1;
  const text = isText(rows, column);
  const keys = rows.map((row) => key(row, column, text));
  return groups(keys).flatMap((group) => group.sort(by(sign, text)).map(({ row }) => row));
}

/** The head of a group by itself, then its rows. */
function groups(keys: Key[]): Key[][] {
  let group: Key[] = [];
  const found = [group];
  for (const each of keys) {
    if (!each.row.matches(".la-group")) group.push(each);
    else found.push([each], (group = []));
  }
  return found;
}

function by(sign: number, text: boolean): (one: Key, other: Key) => number {
  return (one, other) => {
    if (!one.text || !other.text) return Number(!one.text) - Number(!other.text);
    if (one.of !== other.of) return one.of < other.of ? -1 : 1;
    return sign * (text ? one.text.localeCompare(other.text, document.documentElement.lang) : one.number - other.number);
  };
}

/** A column of words has no cell with a figure in it; days sort as the words that they are. */
function isText(rows: HTMLTableRowElement[], column: number): boolean {
  const cells = rows.flatMap((row) => row.cells.item(column) ?? []).filter((it) => it.matches("td"));
  return cells.every((cell) => cell.querySelector("time") || Number.isNaN(figure(cell)));
}

function key(row: HTMLTableRowElement, column: number, text: boolean): Key {
  const cell = row.cells.item(column);
  const said = (cell?.textContent ?? "").trim();
  const of = text ? "" : (cell?.dataset.of ?? row.dataset.of ?? "");
  const number = cell ? figure(cell) : NaN;
  return { row, of, number, text: said === "–" || (!text && Number.isNaN(number)) ? "" : said };
}

/** The first figure in a cell: 262,144 of "262,144", 3.2 of "from ¥3.2". */
function figure(cell: HTMLTableCellElement): number {
  const found = /[−-]?\d[\d,]*(\.\d+)?/.exec(cell.textContent ?? "");
  return found ? Number(found[0].replaceAll(",", "").replace("−", "-")) : NaN;
}
