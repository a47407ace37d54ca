import { toInstant } from "../../../shared/base/clock.ts";
import { hashToken } from "../server/access.ts";
import type { TokenRecord } from "../store/store.ts";
import { found, procedures } from "./implementer.ts";
import type { Services } from "./services.ts";

/** Keys for programs and people of a tenant. Only their hashes are kept. */
export function tokenHandlers({ store, random, clock, endSessions }: Services) {
  const group = procedures.tokens;
  return {
    list: group.list.handler(async ({ context: { tenant } }) =>
      (await store.listTokens(tenant)).map(tokenView),
    ),
    issue: group.issue.handler(async ({ input, context: { tenant } }) => {
      const users = await store.listUsers(tenant);
      const user = found(
        users.find(({ id, active }) => id === input.user && active),
        "user",
        input.user,
      );
      const secret = `lw_${random.hex(32)}`;
      const token: TokenRecord = {
        id: `token-${random.hex(8)}`,
        tenant,
        user: user.id,
        label: input.label,
        createdAt: toInstant(clock.now()),
        expiresAt: input.expiresAt,
        revokedAt: null,
      };
      await store.putToken(token, hashToken(secret));
      return { ...tokenView(token), secret };
    }),
    revoke: group.revoke.handler(async ({ input: { id }, context: { tenant } }) => {
      const revoked = await store.revokeToken(tenant, id, toInstant(clock.now()));
      found(revoked ? id : null, "token", id);
      endSessions(({ token }) => token?.id === id);
      return {};
    }),
  };
}

function tokenView({ id, user, label, createdAt, expiresAt, revokedAt }: TokenRecord) {
  return { id, user, label, createdAt, expiresAt, revoked: revokedAt !== null };
}
