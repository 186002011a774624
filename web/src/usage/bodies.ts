/** Text that an API sent, as what a dialect reads: a body, or the events of a stream. */
import type { Json, Mapping } from "./json";
import { BadBody } from "./paths";
import { parsed } from "./texts";

/** One way to wrap a body: the fields that show it, where the body is, and what the envelope says of it. */
interface Envelope {
  shownBy: readonly string[];
  inside: readonly string[];
  said: readonly (readonly [string, string])[];
}

const ENVELOPES: readonly Envelope[] = [
  { shownBy: ["success", "errors", "result"], inside: ["result"], said: [] }, // Cloudflare
  { shownBy: ["custom_id", "response"], inside: ["response", "body"], said: [["service_tier", "batch"]] }, // OpenAI's batches
  { shownBy: ["custom_id", "result"], inside: ["result", "message"], said: [] }, // Anthropic's batches
];

/** A body, or a list of events; throws `BadBody`. */
export function bodyOf(text: string): Mapping | Mapping[] {
  const data = parsed(text);
  if (data instanceof Map) return unwrapped(data);
  if (areMappings(data) && data.length) return data.map(unwrapped);
  throw new BadBody("body-not-a-mapping", "");
}

function areMappings(data: Json): data is Mapping[] {
  return Array.isArray(data) && data.every((event) => event instanceof Map);
}

/** The body inside of an envelope; what is in none as it is. */
function unwrapped(data: Mapping): Mapping {
  for (const { shownBy, inside, said } of ENVELOPES) {
    if (!shownBy.every((name) => data.has(name))) continue;
    let body: Json = data;
    for (const name of inside) body = (body instanceof Map && body.get(name)) || null;
    if (body instanceof Map) return new Map([...body, ...said]);
  }
  return data;
}
