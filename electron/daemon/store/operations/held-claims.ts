import type { ClaimPage, HolderClaims } from "../reservation-records.ts";
import { latestSequence } from "./events.ts";
import type { Transaction } from "./operation.ts";
import { chunks } from "./rows.ts";

export async function poolClaims(
  transaction: Transaction,
  pool: string,
  page?: ClaimPage,
): Promise<readonly HolderClaims[]> {
  const inPool = transaction
    .selectFrom("claims")
    .innerJoin("resources", "resources.id", "claims.resource")
    .where("resources.pool", "=", pool);
  const onPage = (after: string, most: number) =>
    inPool
      .select("claims.environment")
      .distinct()
      .where("claims.environment", ">", after)
      .orderBy("claims.environment")
      .limit(most);
  const rows = await inPool
    .select([...CLAIM_COLUMNS])
    .$if(page !== undefined, (query) =>
      query.where("claims.environment", "in", onPage(page?.after ?? "", page?.most ?? 0)),
    )
    .orderBy("claims.environment")
    .orderBy("claims.resource")
    .execute();
  return byHolder(rows, []);
}

/**
 * Every change of what somebody holds comes with an event about its holder, so those of the events are the
 * only ones whose claims can differ.
 */
export async function claimsSince(
  transaction: Transaction,
  after: number,
): Promise<{ sequence: number; holders: readonly HolderClaims[] }> {
  const sequence = await latestSequence(transaction);
  if (sequence === after) return { sequence, holders: [] };
  const told = await transaction
    .selectFrom("events")
    .select("environment")
    .distinct()
    .where("sequence", ">", after)
    .where("environment", "is not", null)
    .execute();
  const holders = told.flatMap(({ environment }) => environment ?? []);
  const changed: HolderClaims[] = [];
  for (const ids of chunks(holders)) {
    const rows = await transaction
      .selectFrom("claims")
      .select([...CLAIM_COLUMNS])
      .where("claims.environment", "in", ids)
      .orderBy("claims.environment")
      .orderBy("claims.resource")
      .execute();
    changed.push(...byHolder(rows, ids));
  }
  return { sequence, holders: changed };
}

const CLAIM_COLUMNS = [
  "claims.environment",
  "claims.resource",
  "claims.quantity",
  "claims.start_at",
  "claims.end_at",
] as const;

interface Row {
  readonly environment: string;
  readonly resource: string;
  readonly quantity: number;
  readonly start_at: number;
  readonly end_at: number;
}

/** One entry for each who holds something, and an empty one for each who is named and does not. */
function byHolder(rows: readonly Row[], named: readonly string[]): HolderClaims[] {
  const groups = new Map<string, HolderClaims["claims"][number][]>(named.map((id) => [id, []]));
  for (const { environment, resource, quantity, start_at, end_at } of rows) {
    const claim = { resource, quantity, start: start_at, end: end_at };
    const known = groups.get(environment);
    if (known === undefined) groups.set(environment, [claim]);
    else known.push(claim);
  }
  return [...groups].map(([holder, claims]) => ({ holder, claims }));
}
