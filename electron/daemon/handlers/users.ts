import { addUser, doing, refuseName, removeUser } from "../people/people.ts";
import type { UserRecord } from "../store/people-store.ts";
import { askerOf } from "./calendar.ts";
import { procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** A tenant's people, by its operators; their names, by all who work with them. */
export function userHandlers(services: Services) {
  const { store, endSessions } = services;
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
    create: group.create.handler(async ({ input, context: { session } }) => {
      unwrap(await refuseName(services, session.tenant.id, input.name));
      return userView(await addUser(services, doing(session, session.tenant), input));
    }),
    remove: group.remove.handler(async ({ input: { id }, context: { session } }) => {
      unwrap(await removeUser(services, doing(session, session.tenant), id));
      endSessions((one) => one.user.id === id);
      return {};
    }),
    changes: group.changes.handler(async ({ input: { before, limit }, context: { tenant } }) => [
      ...(await store.peopleChanges(tenant, before, limit)),
    ]),
  };
}

export function userView({ id, name, roles, active }: UserRecord) {
  return { id, name, roles: [...roles], active };
}
