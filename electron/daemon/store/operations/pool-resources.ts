import { poolResourcesSchema, type PoolResources } from "../../../../shared/pool/pool.ts";

/** A pool is read at every turn and changes seldom: the texts parsed last are kept. */
const KEPT = 32;
const parsed = new Map<string, PoolResources>();

/** Stored resources; what was stored before a field was thought of gets its default. */
export function parseResources(text: string): PoolResources {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const resources = poolResourcesSchema.parse(JSON.parse(text));
  const [oldest] = parsed.keys();
  if (parsed.size >= KEPT && oldest !== undefined) parsed.delete(oldest);
  parsed.set(text, resources);
  return resources;
}
