import type { Result } from "../../shared/base/result.ts";
import type { Shelf } from "../host/storage.ts";

const PREFIX = "statement:";
const ALL = "all";
/** Stating everything anew is work for the lab, and an hour more is soon told. */
const FRESH_MS = 3_600_000;

/** What the statement of an environment, or of everything, is kept as; the page shows it as its path, too. */
export function statementKey(environment: string | undefined): string {
  return PREFIX + (environment ?? ALL);
}

/** Keeps a statement that was just heard. A full or forbidden store only costs the offline view. */
export async function keepStatement(key: string, text: string, shelf: Shelf): Promise<void> {
  await shelf.put([[key, text]]).catch(() => undefined);
}

/** What is kept of an environment; else of everything, which has its lines, too; null where there is neither. */
export async function keptStatement(
  environment: string | undefined,
  shelf: Shelf,
): Promise<{ readonly key: string; readonly text: string } | null> {
  for (const key of new Set([statementKey(environment), statementKey(undefined)])) {
    const text = await shelf.get(key).catch(() => undefined);
    if (typeof text === "string") return { key, text };
  }
  return null;
}

/** Keeps the statement of everything at most once an hour, so that it is there when the lab is not. */
export function statementKeeper(
  get: () => Promise<Result<{ readonly text: string }>>,
  now: () => number,
  shelf: Shelf,
): () => Promise<void> {
  let kept = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - kept < FRESH_MS) return;
    kept = now();
    const got = await get();
    if (got.ok) await keepStatement(statementKey(undefined), got.value.text, shelf);
    else kept = Number.NEGATIVE_INFINITY;
  };
}
