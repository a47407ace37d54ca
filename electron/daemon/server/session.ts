import type { TenantRecord, UserRecord } from "../store/people-store.ts";

/** Who is calling. Tenant and roles come from here and never from a message. */
export interface Session {
  readonly tenant: TenantRecord;
  readonly user: UserRecord;
  /** The stored token it rests on; null for the local operator, whom the operating system vouches for. */
  readonly token: { readonly id: string; readonly hash: string } | null;
}
