import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import {
  checkSuccession,
  revisionAt,
  type CustomerContract,
} from "../../../../shared/billing/customer-contract.ts";
import type { BillingStore } from "../billing-store.ts";
import { append } from "./events.ts";
import { keepMessages } from "./messages.ts";
import type { Transaction } from "./operation.ts";
import { putQuota } from "./quotas.ts";

/** Adds a revision; the same again is harmless. */
export async function putContract(
  transaction: Transaction,
  tenant: string,
  contract: CustomerContract,
  at: Instant,
): Promise<void> {
  const { revision, validFrom } = contract;
  const before = await contracts(transaction, tenant);
  const text = JSON.stringify(contract);
  const same = before.find((one) => one.revision === revision);
  if (same !== undefined) {
    if (JSON.stringify(same) === text) return;
    const id = `${tenant}, revision ${revision}`;
    throw new FaultError(fault("already-exists", { what: "contract", id }));
  }
  const checked = checkSuccession(before.at(-1) ?? null, contract);
  if (!checked.ok) throw new FaultError(checked.error);
  const [made_at, valid_from] = [fromInstant(at), fromInstant(validFrom)];
  await transaction
    .insertInto("contracts")
    .values({ tenant, revision, valid_from, contract: text, made_at })
    .execute();
  await beginContracts(transaction, at);
}

export async function contracts(
  transaction: Transaction,
  tenant: string,
): Promise<readonly CustomerContract[]> {
  const rows = await transaction
    .selectFrom("contracts")
    .select("contract")
    .where("tenant", "=", tenant)
    .orderBy("revision")
    .execute();
  return rows.map(({ contract }) => JSON.parse(contract));
}

export async function contract(
  transaction: Transaction,
  tenant: string,
  at?: Instant,
): Promise<CustomerContract | null> {
  const revisions = await contracts(transaction, tenant);
  return at === undefined ? (revisions.at(-1) ?? null) : revisionAt(revisions, at);
}

export async function billedTenants(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom("contracts")
    .select("tenant")
    .distinct()
    .orderBy("tenant")
    .execute();
  return rows.map(({ tenant }) => tenant);
}

/** Gives what revisions that have begun to hold entitle to; how many they were. */
export async function beginContracts(transaction: Transaction, at: Instant): Promise<number> {
  const rows = await transaction
    .updateTable("contracts")
    .set({ in_force: 1 })
    .where("in_force", "=", 0)
    .where("valid_from", "<=", fromInstant(at))
    .returning(["tenant", "revision", "contract"])
    .execute();
  for (const { contract: text } of rows.toSorted((a, b) => a.revision - b.revision)) {
    const { tenant, entitlements }: CustomerContract = JSON.parse(text);
    for (const entitlement of entitlements) await putQuota(transaction, { tenant, ...entitlement });
  }
  return rows.length;
}

/** Once for each end: another one is news. */
export async function tellContractEnd(
  transaction: Transaction,
  tenant: string,
  { revision, end, at, text, messages }: Parameters<BillingStore["tellContractEnd"]>[1],
): Promise<boolean> {
  const told_end = fromInstant(end);
  const before = await transaction
    .selectFrom("contracts")
    .select("revision")
    .where("tenant", "=", tenant)
    .where("told_end", "=", told_end)
    .executeTakeFirst();
  if (before !== undefined) return false;
  const { numUpdatedRows } = await transaction
    .updateTable("contracts")
    .set({ told_end })
    .where("tenant", "=", tenant)
    .where("revision", "=", revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await keepMessages(transaction, messages, at);
  const body = { type: "contract-end" as const, end, text };
  await append(transaction, [{ tenant, environment: null, at, body }]);
  return true;
}
