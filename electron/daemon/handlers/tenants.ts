import {
  addUser,
  doing,
  issueToken,
  refuseName,
  refuseRoles,
  removeUser,
  revokeToken,
} from "../people/people.ts";
import type { TenantRecord } from "../store/people-store.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";
import { tokenView } from "./tokens.ts";
import { userView } from "./users.ts";

/**
 * The people of any tenant, by whoever runs the lab. The one place beside bills where a message names a tenant: the
 * caller's own is still the session's, and stands beside it in both histories.
 */
export function tenantHandlers(services: Services) {
  const { store, endSessions } = services;
  const group = procedures.tenants;
  const named = async (id: string): Promise<TenantRecord> =>
    found(
      (await store.listTenants()).find((one) => one.id === id),
      "tenant",
      id,
    );
  return {
    list: group.list.handler(async () => [...(await store.listTenants())]),
    users: group.users.handler(async ({ input: { tenant } }) =>
      (await store.listUsers((await named(tenant)).id)).map(userView),
    ),
    addUser: group.addUser.handler(async ({ input: { tenant, ...wanted }, context }) => {
      const whose = doing(context.session, await named(tenant));
      unwrap(refuseRoles(whose, wanted.roles));
      unwrap(await refuseName(services, tenant, wanted.name));
      return userView(await addUser(services, whose, wanted));
    }),
    removeUser: group.removeUser.handler(async ({ input: { tenant, id }, context }) => {
      unwrap(await removeUser(services, doing(context.session, await named(tenant)), id));
      endSessions(({ user }) => user.id === id);
      return {};
    }),
    tokens: group.tokens.handler(async ({ input: { tenant } }) =>
      (await store.listTokens((await named(tenant)).id)).map(tokenView),
    ),
    issueToken: group.issueToken.handler(async ({ input: { tenant, ...wanted }, context }) => {
      const whose = doing(context.session, await named(tenant));
      const { token, secret } = unwrap(await issueToken(services, whose, wanted));
      return { ...tokenView(token), secret };
    }),
    revokeToken: group.revokeToken.handler(async ({ input: { tenant, id }, context }) => {
      unwrap(await revokeToken(services, doing(context.session, await named(tenant)), id));
      endSessions(({ token }) => token?.id === id);
      return {};
    }),
  };
}
