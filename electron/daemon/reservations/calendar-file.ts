import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { icsOf } from "../../../shared/reservations/ics.ts";
import { hashToken } from "../server/access.ts";
import type { Store } from "../store/store.ts";

interface FileContext {
  readonly store: Store;
  readonly clock: Clock;
}

/** How far back a calendar file goes. */
const PAST = 90 * 86_400_000;
const LAST = "9999-12-31T00:00:00.000Z";

/** A tenant's reservations as an iCalendar file. */
export async function calendarOf({ store, clock }: FileContext, tenant: string): Promise<string> {
  const now = clock.now();
  const window = { start: toInstant(now - PAST), end: LAST };
  const names = new Map((await store.listPools()).map(({ id, name }) => [id, name]));
  const reservations = (await store.reservations({ tenant, window })).map((one) =>
    Object.assign({}, one, { pool: names.get(one.pool) ?? one.pool }),
  );
  return icsOf("Labwright", reservations, toInstant(now));
}

/** The same for whoever has a feed's key; null when it is none, or its user has gone. */
export async function calendarFile(context: FileContext, key: string): Promise<string | null> {
  const feed = await context.store.feed(hashToken(key));
  return feed === null ? null : calendarOf(context, feed.tenant);
}
