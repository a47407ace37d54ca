import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { PeopleChange } from "../../../../shared/protocol/people-change.ts";
import type { PeopleStep } from "../people-store.ts";
import { append } from "./events.ts";
import type { Transaction } from "./operation.ts";
import { putToken, putUser, revokeToken } from "./people.ts";

/** Does it and writes it down, for whose people they are and for whose did it, or neither. */
export async function changePeople(
  transaction: Transaction,
  { at, tenant, by, body, ...step }: PeopleStep,
): Promise<void> {
  const { user, token, revoked = [] } = step;
  if (user !== undefined) await putUser(transaction, user);
  if (token !== undefined) await putToken(transaction, token.record, token.hash);
  for (const id of revoked)
    if (!(await revokeToken(transaction, tenant.id, id, at)))
      throw new FaultError(fault("not-found", { what: "token", id }));
  const change = { at, tenant, by, body };
  const byOthers = by.tenant.id !== tenant.id;
  for (const whose of byOthers ? [tenant.id, by.tenant.id] : [tenant.id])
    await write(transaction, whose, change);
  if (!byOthers) return;
  const told = { type: "people" as const, change };
  await append(transaction, [{ tenant: tenant.id, environment: null, at, body: told }]);
}

async function write(
  transaction: Transaction,
  tenant: string,
  change: Omit<PeopleChange, "number">,
): Promise<void> {
  const last = await transaction
    .selectFrom("people_changes")
    .select("number")
    .where("tenant", "=", tenant)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const { at, ...rest } = change;
  const row = {
    number: (last?.number ?? 0) + 1,
    at: fromInstant(at),
    change: JSON.stringify(rest),
  };
  await transaction
    .insertInto("people_changes")
    .values({ tenant, ...row })
    .execute();
}

/** Newest first, before a number or from the end. */
export async function peopleChanges(
  transaction: Transaction,
  tenant: string,
  before: number | null,
  limit: number,
): Promise<readonly PeopleChange[]> {
  const rows = await transaction
    .selectFrom("people_changes")
    .select(["number", "at", "change"])
    .where("tenant", "=", tenant)
    .$if(before !== null, (query) => query.where("number", "<", before ?? 0))
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ number, at, change }) => {
    const { tenant: whose, by, body }: PeopleChange = JSON.parse(change);
    return { number, at: toInstant(at), tenant: whose, by, body };
  });
}
