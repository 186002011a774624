/** Text that an API sent, as what a dialect reads: a body, or the events of a stream. */
import { unwrapped } from "./envelopes";
import type { Json, Mapping } from "./json";
import { BadBody } from "./paths";
import { parsed } from "./texts";

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
