import { doing, issueToken, revokeToken } from "../people/people.ts";
import type { TokenRecord } from "../store/people-store.ts";
import { procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** Keys for programs and people of a tenant. Only their hashes are kept. */
export function tokenHandlers(services: Services) {
  const { store, endSessions } = services;
  const group = procedures.tokens;
  return {
    list: group.list.handler(async ({ context: { tenant } }) =>
      (await store.listTokens(tenant)).map(tokenView),
    ),
    issue: group.issue.handler(async ({ input, context: { session } }) => {
      const issued = unwrap(await issueToken(services, doing(session, session.tenant), input));
      return { ...tokenView(issued.token), secret: issued.secret };
    }),
    revoke: group.revoke.handler(async ({ input: { id }, context: { session } }) => {
      unwrap(await revokeToken(services, doing(session, session.tenant), id));
      endSessions(({ token }) => token?.id === id);
      return {};
    }),
  };
}

export function tokenView({ id, user, label, createdAt, expiresAt, revokedAt }: TokenRecord) {
  return { id, user, label, createdAt, expiresAt, revoked: revokedAt !== null };
}
