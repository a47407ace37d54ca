import { fault } from "../../../shared/base/fault.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { UserRecord } from "../store/store.ts";
import { askerOf } from "./calendar.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** A tenant's people, by its operators; their names, by all who work with them. */
export function userHandlers({ store, random, clock, endSessions }: Services) {
  const group = procedures.users;
  return {
    list: group.list.handler(async ({ context: { tenant } }) =>
      (await store.listUsers(tenant)).map(userView),
    ),
    names: group.names.handler(async ({ context: { tenant, user } }) => {
      const { seesAll } = askerOf(tenant, user);
      const tenants = seesAll ? (await store.listTenants()).map(({ id }) => id) : [tenant];
      const lists = await Promise.all(tenants.map((id) => store.listUsers(id)));
      return lists.flat().map(({ id, name }) => ({ id, name }));
    }),
    create: group.create.handler(async ({ input: { name, roles }, context: { tenant } }) => {
      const users = await store.listUsers(tenant);
      if (users.some((user) => user.active && user.name === name))
        unwrap(err(fault("already-exists", { what: "user", id: name })));
      const user = { id: `user-${random.hex(8)}`, tenant, name, roles, active: true };
      await store.putUser(user);
      return userView(user);
    }),
    remove: group.remove.handler(async ({ input: { id }, context: { tenant } }) => {
      const users = await store.listUsers(tenant);
      const user = found(
        users.find((one) => one.id === id && one.active),
        "user",
        id,
      );
      unwrap(keepsOperator(users, user));
      await store.putUser({ ...user, active: false });
      const at = toInstant(clock.now());
      for (const token of await store.listTokens(tenant))
        if (token.user === id) await store.revokeToken(tenant, token.id, at);
      endSessions((session) => session.user.id === id);
      return {};
    }),
  };
}

/** Nobody could give the role back. */
function keepsOperator(users: readonly UserRecord[], without: UserRecord): Result<void> {
  const others = users.some(
    (user) => user.active && user.id !== without.id && user.roles.includes("operator"),
  );
  return others ? ok(undefined) : err(fault("last-operator"));
}

function userView({ id, name, roles, active }: UserRecord) {
  return { id, name, roles: [...roles], active };
}
