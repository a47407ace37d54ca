import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Claim } from "../../../../shared/pool/pool.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { Transaction } from "./operation.ts";
import { chunks } from "./rows.ts";

interface Holder {
  readonly id: string;
  /** Of the environment, for one that holds nothing yet. */
  readonly window: Window;
  readonly at: Instant;
}

/**
 * Has an environment hold these beside what it holds already, whichever is more of each resource, for as long
 * as it holds anything. The database's guard looks at every claim that is new or grows.
 */
export async function growClaims(
  transaction: Transaction,
  { id, window, at }: Holder,
  claims: readonly Claim[],
): Promise<void> {
  const rows = await heldBy(transaction, id);
  const held = new Map(rows.map((row) => [row.resource, row]));
  const [first] = rows;
  const span = first ?? { start_at: fromInstant(window.start), end_at: fromInstant(window.end) };
  const grown = claims
    .filter(({ resource, quantity }) => quantity > (held.get(resource)?.quantity ?? 0))
    .toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  for (const { resource } of grown)
    if (held.has(resource))
      await transaction
        .deleteFrom("claims")
        .where("environment", "=", id)
        .where("resource", "=", resource)
        .execute();
  const values = grown.map(({ resource, quantity }) => ({
    environment: id,
    resource,
    quantity,
    start_at: span.start_at,
    end_at: span.end_at,
    made_at: fromInstant(at),
  }));
  for (const chunk of chunks(values))
    await transaction.insertInto("claims").values(chunk).execute();
}

/**
 * Gives back what an environment holds beyond these; one that holds less of something holds no more of it.
 * True when there was something to give back.
 */
export async function shrinkClaims(
  transaction: Transaction,
  id: string,
  claims: readonly Claim[],
): Promise<boolean> {
  let shrunk = false;
  const kept = new Map(claims.map(({ resource, quantity }) => [resource, quantity]));
  for (const { resource, quantity } of await heldBy(transaction, id)) {
    const keep = kept.get(resource) ?? 0;
    shrunk ||= keep < quantity;
    if (keep === 0)
      await transaction
        .deleteFrom("claims")
        .where("environment", "=", id)
        .where("resource", "=", resource)
        .execute();
    else if (keep < quantity)
      await transaction
        .updateTable("claims")
        .set({ quantity: keep })
        .where("environment", "=", id)
        .where("resource", "=", resource)
        .execute();
  }
  return shrunk;
}

function heldBy(transaction: Transaction, environment: string) {
  return transaction
    .selectFrom("claims")
    .select(["resource", "quantity", "start_at", "end_at"])
    .where("environment", "=", environment)
    .execute();
}
