/** What a gateway, a batch or a client of streams wraps around a body, taken off again. */
import { Digits, type Json, type Mapping } from "./json";

/** One way to wrap a body: the fields that show it, where the body is, and what the envelope says of it. */
interface Envelope {
  shownBy: readonly string[];
  inside: readonly string[];
  said?: readonly (readonly [string, string])[];
}

const BATCH = [["service_tier", "batch"]] as const;

const ENVELOPES: readonly Envelope[] = [
  { shownBy: ["success", "errors", "result"], inside: ["result"] }, // Cloudflare
  { shownBy: ["custom_id", "response"], inside: ["response", "body"], said: BATCH }, // a line of OpenAI's batches
  { shownBy: ["completion_window", "usage"], inside: [], said: BATCH }, // OpenAI's whole batch
  { shownBy: ["custom_id", "result"], inside: ["result", "message"] }, // Anthropic's batches
];

/** The body inside of an envelope; what is in none as it is. */
export function unwrapped(wrapped: Mapping): Mapping {
  const data = withAttributes(wrapped);
  for (const { shownBy, inside, said } of ENVELOPES) {
    if (!shownBy.every((name) => data.has(name))) continue;
    let body: Json = data;
    for (const name of inside) body = (body instanceof Map && body.get(name)) || null;
    if (body instanceof Map) return new Map([...body, ...(said ?? [])]);
  }
  return data;
}

/** A span with its attributes by name, where OTLP lists them as keys and values. */
function withAttributes(data: Mapping): Mapping {
  const listed = data.get("attributes");
  if (!Array.isArray(listed)) return data;
  const named: Mapping = new Map();
  for (const one of listed) {
    if (!(one instanceof Map)) return data;
    const key = one.get("key");
    if (typeof key === "string") named.set(key, attribute(one.get("value") ?? null));
  }
  return new Map([...data, ["attributes", named]]);
}

/** What an attribute says: OTLP names its type, and writes whole numbers as text. */
function attribute(value: Json): Json {
  if (!(value instanceof Map)) return value;
  const [kind, said] = [...value][0] ?? [null, value];
  const isWhole = kind === "intValue" && typeof said === "string" && /^[0-9]{1,19}$/.test(said);
  return isWhole ? new Digits(`${BigInt(said)}`) : said;
}
