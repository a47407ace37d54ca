import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { Role } from "../../shared/protocol/roles.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import { must } from "./connect.ts";
import { only } from "./find.ts";

type Users = LabwrightClient["users"];
type Tokens = LabwrightClient["tokens"];

/** The people and tokens of one tenant. */
export interface People {
  readonly users: () => ReturnType<Users["list"]>;
  readonly addUser: (wanted: { name: string; roles: Role[] }) => ReturnType<Users["create"]>;
  readonly removeUser: (id: string) => Promise<unknown>;
  readonly tokens: () => ReturnType<Tokens["list"]>;
  readonly issueToken: (wanted: Parameters<Tokens["issue"]>[0]) => ReturnType<Tokens["issue"]>;
  readonly revokeToken: (id: string) => Promise<unknown>;
}

/** One's own, or, of the tenant of this id or name, those that the lab's operators may do something about. */
export async function peopleOf(
  { users, tokens, tenants }: LabwrightClient,
  wanted: string | undefined,
): Promise<People> {
  if (wanted === undefined)
    return {
      users: () => users.list(),
      addUser: (user) => users.create(user),
      removeUser: (id) => users.remove({ id }),
      tokens: () => tokens.list(),
      issueToken: (token) => tokens.issue(token),
      revokeToken: (id) => tokens.revoke({ id }),
    };
  const all = must(await attempt(tenants.list()));
  const byId = all.filter(({ id }) => id === wanted);
  const named = all.filter(({ name }) => name === wanted);
  const { id: tenant } = only("tenant", wanted, byId.length > 0 ? byId : named);
  return {
    users: () => tenants.users({ tenant }),
    addUser: (user) => tenants.addUser({ tenant, ...user }),
    removeUser: (id) => tenants.removeUser({ tenant, id }),
    tokens: () => tenants.tokens({ tenant }),
    issueToken: (token) => tenants.issueToken({ tenant, ...token }),
    revokeToken: (id) => tenants.revokeToken({ tenant, id }),
  };
}
