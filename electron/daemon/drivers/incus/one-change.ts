import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";

/**
 * The server reads, merges and writes: two changes of one instance, or of the project, at once would lose one of them.
 */
export function oneChangeAtATime(
  context: Context,
  name: string,
  change: () => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  const { locks } = context.memory;
  const key = `${context.project}/${name}`;
  const patched = (locks.get(key) ?? Promise.resolve()).then(change);
  const settled = patched
    .catch(() => undefined)
    .finally(() => {
      if (locks.get(key) === settled) locks.delete(key);
    });
  locks.set(key, settled);
  return patched;
}
