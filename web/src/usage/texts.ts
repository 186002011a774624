/** Text that an API sent, as the JSON in it: one document, several, or a stream's events. */
import { type Json, NoJson, afterSpace, documentAt } from "./json";
import { BadBody } from "./paths";

const FIELD = /^\ufeff?\s*(?:data|event|id|retry)?:/; // how a stream of server-sent events begins
const LINE = /\r\n|\r|\n/;
const DONE = "[DONE]";

/** Read text; several documents, or events, are the list of them. Throws `BadBody`. */
export function parsed(text: string): Json {
  try {
    if (FIELD.test(text)) return events(text);
    const found = documents(text.replace(/^\ufeff/, ""));
    return found.length === 1 ? (found[0] as Json) : found;
  } catch (error) {
    if (error instanceof NoJson || error instanceof RangeError) throw new BadBody("text-not-json", "");
    throw error;
  }
}

/** One document after another: JSONL, or whatever stands between them as white space. */
function documents(text: string): Json[] {
  const found: Json[] = [];
  let at = afterSpace(text, 0);
  do {
    const { value, end } = documentAt(text, at);
    found.push(value);
    at = afterSpace(text, end);
  } while (at < text.length);
  return found;
}

/** What each event carries: an empty line ends it; the mark of the end carries nothing. */
function events(text: string): Json[] {
  const found: Json[] = [];
  let data: string[] = [];
  for (const line of [...text.split(LINE), ""]) {
    const [, name, value] = /^\ufeff?([^:]*):?(.*)$/su.exec(line) ?? [];
    if (name?.trim() === "data") data.push(value ?? "");
    if (line || !data.length) continue;
    const carried = data.join("\n");
    if (!["", DONE].includes(carried.trim())) found.push(only(carried));
    data = [];
  }
  return found;
}

function only(text: string): Json {
  const { value, end } = documentAt(text, afterSpace(text, 0));
  if (afterSpace(text, end) < text.length) throw new NoJson(end);
  return value;
}
