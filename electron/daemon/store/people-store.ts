import type { Instant } from "../../../shared/base/clock.ts";
import type { PeopleChange } from "../../../shared/protocol/people-change.ts";
import type { Role } from "../../../shared/protocol/roles.ts";

export interface TenantRecord {
  readonly id: string;
  readonly name: string;
}

export interface UserRecord {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

export interface TokenRecord {
  readonly id: string;
  readonly tenant: string;
  readonly user: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** Something done about who gets in, all of it in one transaction with the lines that tell of it. */
export interface PeopleStep extends Omit<PeopleChange, "number"> {
  /** As they are from now on. */
  readonly user?: UserRecord;
  readonly token?: { readonly record: TokenRecord; readonly hash: string };
  /** Tokens of the tenant that end; those that ended before keep their time. */
  readonly revoked?: readonly string[];
}

/** Tenants and their people: the part of the store that says who gets in. */
export interface PeopleStore {
  putTenant(tenant: TenantRecord): Promise<void>;
  listTenants(): Promise<readonly TenantRecord[]>;
  /** Rejects with `already-exists` when another tenant has a user of that id. */
  putUser(user: UserRecord): Promise<void>;
  listUsers(tenant: string): Promise<readonly UserRecord[]>;
  putToken(token: TokenRecord, hash: string): Promise<void>;
  listTokens(tenant: string): Promise<readonly TokenRecord[]>;
  /**
   * Rejects like `putUser`, and with `not-found` where a token that is to end is not the tenant's. It is in the
   * history of the tenant and, where somebody of another did it, in that one's too; the tenant is told of it then.
   */
  changePeople(step: PeopleStep): Promise<void>;
  /** The tenant's history, newest first, before a number or from the end. */
  peopleChanges(
    tenant: string,
    before: number | null,
    limit: number,
  ): Promise<readonly PeopleChange[]>;
  /** The token's owner while token and user are valid at `at`. */
  findSession(
    hash: string,
    at: Instant,
  ): Promise<{ token: TokenRecord; user: UserRecord; tenant: TenantRecord } | null>;
}
