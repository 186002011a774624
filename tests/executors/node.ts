// Read bodies from stdin, one line each, and say on stdout what web/src/usage makes of them.
// The first line brings the dialects and the vocabulary. Bundled by esbuild, from within web/.
import { createInterface } from "node:readline";
import { bodyOf } from "./src/usage/bodies";
import { Meters } from "./src/usage/meters";
import { BadBody } from "./src/usage/paths";
import { Reader } from "./src/usage/reader";

let readers: Map<string, Reader> | undefined;

function answer({ dialect, text }: { dialect: string; text: string }): unknown {
  const recognised: string[] = [];
  try {
    const body = bodyOf(text);
    const whole = (reader: Reader) => (Array.isArray(body) ? reader.merged(body) : body);
    const reader = readers?.get(dialect) as Reader;
    const merged = whole(reader);
    for (const [name, other] of readers ?? []) if (other.recognises(merged)) recognised.push(name);
    return { recognised, ...reader.read(merged) };
  } catch (error) {
    if (error instanceof BadBody) return { recognised, error: [error.code, error.path] };
    throw error;
  }
}

function plain(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") return `${value}`;
  return value instanceof Map ? Object.fromEntries(value) : value;
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const asked = JSON.parse(line);
  if (readers) return console.log(JSON.stringify(answer(asked), plain));
  const meters = new Meters(asked.meters);
  readers = new Map(Object.entries(asked.dialects as Record<string, object>).map(([name, it]) => [name, new Reader(it as never, meters)]));
});
