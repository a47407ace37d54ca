import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { quotaSchema, type Quota } from "../../../../shared/protocol/reservation.ts";
import type { Transaction } from "./operation.ts";

export async function putQuota(transaction: Transaction, quota: Quota): Promise<void> {
  const values = { quota: JSON.stringify(quota) };
  await transaction
    .insertInto("quotas")
    .values({ tenant: quota.tenant, user_id: quota.user ?? "", ...values })
    .onConflict((conflict) => conflict.columns(["tenant", "user_id"]).doUpdateSet(values))
    .execute();
}

export async function listQuotas(
  transaction: Transaction,
  tenant?: string,
): Promise<readonly Quota[]> {
  const rows = await transaction
    .selectFrom("quotas")
    .select("quota")
    .$if(tenant !== undefined, (query) => query.where("tenant", "=", tenant ?? ""))
    .orderBy("tenant")
    .orderBy("user_id")
    .execute();
  return rows.map(({ quota }) => quotaSchema.parse(JSON.parse(quota)));
}

export async function putFeed(
  transaction: Transaction,
  hash: string,
  tenant: string,
  user: string,
  at: Instant,
): Promise<void> {
  const values = { hash, created_at: fromInstant(at) };
  await transaction
    .insertInto("calendar_feeds")
    .values({ tenant, user_id: user, ...values })
    .onConflict((conflict) => conflict.columns(["tenant", "user_id"]).doUpdateSet(values))
    .execute();
}

export async function feed(
  transaction: Transaction,
  hash: string,
): Promise<{ tenant: string; user: string } | null> {
  const row = await transaction
    .selectFrom("calendar_feeds")
    .innerJoin("users", (join) =>
      join
        .onRef("users.id", "=", "calendar_feeds.user_id")
        .onRef("users.tenant", "=", "calendar_feeds.tenant"),
    )
    .select(["calendar_feeds.tenant", "calendar_feeds.user_id"])
    .where("calendar_feeds.hash", "=", hash)
    .where("users.active", "=", 1)
    .executeTakeFirst();
  return row === undefined ? null : { tenant: row.tenant, user: row.user_id };
}
