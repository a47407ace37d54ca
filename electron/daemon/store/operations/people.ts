import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { TenantRecord, TokenRecord, UserRecord } from "../people-store.ts";
import type { OperationOutput, Transaction } from "./operation.ts";
import { nullableMilliseconds, toToken, toUser } from "./rows.ts";

export async function putTenant(transaction: Transaction, tenant: TenantRecord): Promise<void> {
  const { id, name } = tenant;
  await transaction
    .insertInto("tenants")
    .values({ id, name })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ name }))
    .execute();
}

export async function listTenants(transaction: Transaction): Promise<readonly TenantRecord[]> {
  return transaction.selectFrom("tenants").selectAll().orderBy("id").execute();
}

/** Adds or changes a user. One of another tenant with that id is left alone: `already-exists`. */
export async function putUser(transaction: Transaction, user: UserRecord): Promise<void> {
  const values = {
    name: user.name,
    roles: JSON.stringify(user.roles),
    active: user.active ? 1 : 0,
  };
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("users")
    .values({ id: user.id, tenant: user.tenant, ...values })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet(values).where("users.tenant", "=", user.tenant),
    )
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n)
    throw new FaultError(fault("already-exists", { what: "user", id: user.id }));
}

export async function listUsers(
  transaction: Transaction,
  tenant: string,
): Promise<readonly UserRecord[]> {
  const rows = await transaction
    .selectFrom("users")
    .selectAll()
    .where("tenant", "=", tenant)
    .orderBy("id")
    .execute();
  return rows.map(toUser);
}

/** Only the token's SHA-256 is stored. */
export async function putToken(
  transaction: Transaction,
  token: TokenRecord,
  hash: string,
): Promise<void> {
  const { id, tenant, label } = token;
  await transaction
    .insertInto("tokens")
    .values({
      id,
      tenant,
      label,
      hash,
      user_id: token.user,
      created_at: fromInstant(token.createdAt),
      expires_at: nullableMilliseconds(token.expiresAt),
      revoked_at: nullableMilliseconds(token.revokedAt),
    })
    .execute();
}

export async function listTokens(
  transaction: Transaction,
  tenant: string,
): Promise<readonly TokenRecord[]> {
  const rows = await transaction
    .selectFrom("tokens")
    .selectAll()
    .where("tenant", "=", tenant)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toToken);
}

/** A token that was revoked before keeps its first time. */
export async function revokeToken(
  transaction: Transaction,
  tenant: string,
  id: string,
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable("tokens")
    .set((expression) => ({
      revoked_at: expression.fn.coalesce("revoked_at", expression.val(fromInstant(at))),
    }))
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function findSession(
  transaction: Transaction,
  hash: string,
  at: Instant,
): Promise<OperationOutput<"findSession">> {
  const now = fromInstant(at);
  const token = await transaction
    .selectFrom("tokens")
    .selectAll()
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (token === undefined) return null;
  if ((token.expires_at ?? Infinity) <= now || (token.revoked_at ?? Infinity) <= now) return null;
  const user = await transaction
    .selectFrom("users")
    .selectAll()
    .where("tenant", "=", token.tenant)
    .where("id", "=", token.user_id)
    .where("active", "=", 1)
    .executeTakeFirst();
  if (user === undefined) return null;
  const tenant = await transaction
    .selectFrom("tenants")
    .selectAll()
    .where("id", "=", token.tenant)
    .executeTakeFirstOrThrow();
  return { token: toToken(token), user: toUser(user), tenant };
}
