import { toInstant, type Clock, type Instant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { PeopleChange } from "../../../shared/protocol/people-change.ts";
import { TENANT_ROLES, type Role } from "../../../shared/protocol/roles.ts";
import { hashToken } from "../server/access.ts";
import type { Session } from "../server/session.ts";
import type { TenantRecord, TokenRecord, UserRecord } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";

export interface PeopleContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** Whose people something is done about, and who does it. */
export type Doing = Pick<PeopleChange, "tenant" | "by">;

/** What the caller does about the people of a tenant. */
export function doing({ user, tenant: own }: Omit<Session, "token">, tenant: TenantRecord): Doing {
  return { tenant, by: { id: user.id, name: user.name, tenant: own } };
}

/** No two active ones of a tenant have the same name: `already-exists`. */
export async function refuseName(
  { store }: PeopleContext,
  tenant: string,
  name: string,
): Promise<Result<void>> {
  const users = await store.listUsers(tenant);
  const taken = users.some((user) => user.active && user.name === name);
  return taken ? err(fault("already-exists", { what: "user", id: name })) : ok(undefined);
}

/** What reaches beyond a tenant is given to its people by its own operators only: `role-of-lab`. */
export function refuseRoles({ tenant, by }: Doing, roles: readonly Role[]): Result<void> {
  if (tenant.id === by.tenant.id) return ok(undefined);
  const role = roles.find((one) => !TENANT_ROLES.some((within) => within === one));
  if (role === undefined) return ok(undefined);
  return err(fault("role-of-lab", { role, roles: TENANT_ROLES.join(", ") }));
}

export async function addUser(
  { store, clock, random }: PeopleContext,
  { tenant, by }: Doing,
  { name, roles }: { readonly name: string; readonly roles: readonly Role[] },
): Promise<UserRecord> {
  const user = { id: `user-${random.hex(8)}`, tenant: tenant.id, name, roles, active: true };
  const body = { type: "user-added" as const, user: named(user), roles: [...roles] };
  await store.changePeople({ at: toInstant(clock.now()), tenant, by, body, user });
  return user;
}

/** Shuts somebody out, with all of their tokens; `not-found` where there is nobody of that id. */
export async function removeUser(
  { store, clock }: PeopleContext,
  { tenant, by }: Doing,
  id: string,
): Promise<Result<void>> {
  const users = await store.listUsers(tenant.id);
  const user = users.find((one) => one.id === id && one.active);
  if (user === undefined) return err(fault("not-found", { what: "user", id }));
  // Nobody of the tenant could give the role back.
  if (user.roles.includes("operator") && !users.some((one) => one !== user && operates(one)))
    return err(fault("last-operator"));
  const tokens = await store.listTokens(tenant.id);
  const revoked = tokens.filter((token) => token.user === id).map((token) => token.id);
  const body = { type: "user-removed" as const, user: named(user) };
  const gone = { ...user, active: false };
  await store.changePeople({ at: toInstant(clock.now()), tenant, by, body, user: gone, revoked });
  return ok(undefined);
}

interface Wanted {
  readonly label: string;
  /** Null: for ever. */
  readonly expiresAt: Instant | null;
}

interface Issued {
  readonly token: TokenRecord;
  /** What is shown once; only its hash is kept. */
  readonly secret: string;
}

/** `not-found` where the tenant has nobody active of that id. */
export async function issueToken(
  context: PeopleContext,
  whose: Doing,
  { user: id, ...wanted }: Wanted & { readonly user: string },
): Promise<Result<Issued>> {
  const users = await context.store.listUsers(whose.tenant.id);
  const user = users.find((one) => one.id === id && one.active);
  if (user === undefined) return err(fault("not-found", { what: "user", id }));
  return ok(await issueTo(context, whose, user, wanted));
}

export async function issueTo(
  { store, clock, random }: PeopleContext,
  { tenant, by }: Doing,
  user: UserRecord,
  { label, expiresAt }: Wanted,
): Promise<Issued> {
  const secret = `lw_${random.hex(32)}`;
  const at = toInstant(clock.now());
  const id = `token-${random.hex(8)}`;
  const record = {
    id,
    tenant: tenant.id,
    user: user.id,
    label,
    createdAt: at,
    expiresAt,
    revokedAt: null,
  };
  const body = {
    type: "token-issued" as const,
    user: named(user),
    token: { id, label },
    expiresAt,
  };
  const token = { record, hash: hashToken(secret) };
  await store.changePeople({ at, tenant, by, body, token });
  return { token: record, secret };
}

/** `not-found` where the tenant has no token of that id. */
export async function revokeToken(
  { store, clock }: PeopleContext,
  { tenant, by }: Doing,
  id: string,
): Promise<Result<void>> {
  const token = (await store.listTokens(tenant.id)).find((one) => one.id === id);
  if (token === undefined) return err(fault("not-found", { what: "token", id }));
  if (token.revokedAt !== null) return ok(undefined);
  const users = await store.listUsers(tenant.id);
  const name = users.find((user) => user.id === token.user)?.name ?? token.user;
  const body = {
    type: "token-revoked" as const,
    user: { id: token.user, name },
    token: { id, label: token.label },
  };
  await store.changePeople({ at: toInstant(clock.now()), tenant, by, body, revoked: [id] });
  return ok(undefined);
}

function operates({ active, roles }: UserRecord): boolean {
  return active && roles.includes("operator");
}

function named({ id, name }: UserRecord): { readonly id: string; readonly name: string } {
  return { id, name };
}
