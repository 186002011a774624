/** Fetch the index when somebody is about to search, once; after a failure, again. */
import { type Index, type Written, indexOf } from "./entries";

/** A promise of the index, asked for when it is first called. */
export function indexAt(address: string, language: string): () => Promise<Index> {
  let asked: Promise<Index> | undefined;
  return () => {
    asked ??= read(address, language).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function read(address: string, language: string): Promise<Index> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return indexOf((await answer.json()) as Written, language);
}
