import { poolResourcesSchema, type PoolResources } from "../../../../shared/pool/pool.ts";
import { writtenSchema, type WrittenResources } from "../../../../shared/pool/written.ts";

/** A pool is read at every turn and changes seldom: the texts parsed last are kept. */
const KEPT = 32;

/** Stored resources; what was stored before a field was thought of gets its default. */
export const parseResources: (text: string) => PoolResources = keeping((text) =>
  poolResourcesSchema.parse(JSON.parse(text)),
);

/** The same of what lab admins wrote down. */
export const parseWritten: (text: string) => WrittenResources = keeping((text) =>
  writtenSchema.parse(JSON.parse(text)),
);

function keeping<T>(parse: (text: string) => T): (text: string) => T {
  const parsed = new Map<string, T>();
  return (text) => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const value = parse(text);
    const [oldest] = parsed.keys();
    if (parsed.size >= KEPT && oldest !== undefined) parsed.delete(oldest);
    parsed.set(text, value);
    return value;
  };
}
