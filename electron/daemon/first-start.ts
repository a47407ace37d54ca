import { toInstant, type Clock } from "../../shared/base/clock.ts";
import type { Random } from "../../shared/base/random.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { connectionSchema, type Connection } from "../../shared/protocol/connection.ts";
import { ROLES } from "../../shared/protocol/roles.ts";
import type { Log } from "./log.ts";
import type { Pools } from "./pool/pools.ts";
import { hashToken } from "./server/access.ts";
import type { Session } from "./server/session.ts";
import type { Store } from "./store/store.ts";

/** The user whom the operating system vouches for: whoever started the daemon. */
const LOCAL: Session = {
  tenant: { id: "local", name: "Local" },
  user: { id: "local-you", tenant: "local", name: "You", roles: [...ROLES], active: true },
  token: null,
};

/** The lab that everybody can begin with. */
const SIMULATED_LAB: Connection = connectionSchema.parse({
  driver: "simulated",
  hosts: 40,
  speed: 10,
});

interface FirstStart {
  readonly store: Store;
  readonly pools: Pools;
  readonly priceBook: PriceBook;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What must be there before anybody can do anything. Safe to repeat at every start, and after half of it. */
export async function prepareStore({ store, pools, priceBook, log }: FirstStart): Promise<Session> {
  if (!(await store.listTenants()).some(({ id }) => id === LOCAL.tenant.id))
    await store.putTenant(LOCAL.tenant);
  const users = await store.listUsers(LOCAL.tenant.id);
  if (!users.some(({ id }) => id === LOCAL.user.id)) await store.putUser(LOCAL.user);
  const revisions = await store.priceBooks(priceBook.id);
  if (!revisions.some(({ revision }) => revision === priceBook.revision))
    await store.putPriceBook(priceBook);
  if ((await store.listPools()).length === 0) {
    const added = await pools.add("Simulated lab", SIMULATED_LAB);
    if (!added.ok) log.warn({ fault: added.error.code }, "no simulated lab");
  }
  return LOCAL;
}

/**
 * The first operator's token, while nobody has one yet; null afterwards. It is shown once, by the caller,
 * and only its hash is kept.
 */
export async function issueFirstToken({
  store,
  clock,
  random,
}: Pick<FirstStart, "store" | "clock" | "random">): Promise<string | null> {
  const { tenant, user } = LOCAL;
  if ((await store.listTokens(tenant.id)).length > 0) return null;
  const secret = `lw_${random.hex(32)}`;
  const record = {
    id: `token-${random.hex(8)}`,
    tenant: tenant.id,
    user: user.id,
    label: "first operator",
    createdAt: toInstant(clock.now()),
    expiresAt: null,
    revokedAt: null,
  };
  await store.putToken(record, hashToken(secret));
  return secret;
}
