import { toInstant } from "../../../shared/base/clock.ts";
import { priceBoundaries } from "../../../shared/pricing/review/cheapest-slot.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import { book } from "../reservations/book.ts";
import { bookingView } from "../reservations/booking-view.ts";
import { quotaSchema } from "../../../shared/protocol/reservation.ts";
import { calendarOf } from "../reservations/calendar-file.ts";
import { entryOf } from "../reservations/calendar.ts";
import { extendReservation, moveReservation } from "../reservations/change.ts";
import {
  cancelReservation,
  decideBooking,
  finishReservation,
  heardOf,
  pullBack,
} from "../reservations/end.ts";
import { inTurns } from "../in-turns.ts";
import { cheapestTime, earliestTime, freeTimes } from "../reservations/find-time.ts";
import { queuedTo } from "../reservations/shown.ts";
import { planBooking } from "../reservations/plan-booking.ts";
import { findReservation } from "../reservations/start.ts";
import { tryTime } from "../reservations/try-time.ts";
import { poolView } from "../pool/pool-view.ts";
import { tenantTerms } from "../pricing/terms.ts";
import { hashToken } from "../server/access.ts";
import { reservationView } from "../store/operations/reservation-rows.ts";
import { askerOf, calendarHandlers } from "./calendar.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** The pool in time. */
export function reservationHandlers(services: Services) {
  const { store, clock, random, pools, catalogue, consoles, reservations: context } = services;
  const group = procedures.reservations;
  const changed = (): void => services.wakeScheduler();
  const mine = async (id: string, tenant: string) =>
    unwrap(await findReservation(context, id, tenant));
  const bookedView = async (id: string) => {
    const record = found(await store.booking(id), "booking", id);
    const list = await store.reservations({ booking: id });
    return { record, booking: bookingView(record), reservations: list.map(reservationView) };
  };
  /** Whom lab admins mean: they read names, and may type ids. */
  const personOf = async (tenant: string, user: string): Promise<string> => {
    const users = await store.listUsers(tenant);
    const named = users.filter(({ name }) => name === user);
    // Somebody who was shut out may have been called the same.
    const person =
      users.find(({ id }) => id === user) ?? named.find(({ active }) => active) ?? named[0];
    return found(person ?? null, "user", user).id;
  };
  return {
    plan: group.plan.handler(async ({ input, context: { tenant, user } }) =>
      unwrap(await planBooking(context, input, { ...askerOf(tenant, user), user: user.id })),
    ),
    create: group.create.handler(async ({ input, context: { tenant, user } }) => {
      const { idempotencyKey, ...request } = input;
      const id = unwrap(await book(context, { tenant, user: user.id, request, idempotencyKey }));
      changed();
      const { booking, reservations } = await bookedView(id);
      return { booking, reservations };
    }),
    list: group.list.handler(async ({ input, context: { tenant } }) => {
      const { start = FIRST, end = LAST, booking, states } = input;
      const filter = { tenant, window: { start, end }, ...(booking && { booking }) };
      return (await store.reservations({ ...filter, ...(states && { states }) })).map(
        reservationView,
      );
    }),
    get: group.get.handler(async ({ input: { id }, context: { tenant } }) => {
      const record = await store.booking(id);
      found(record?.tenant === tenant ? record : null, "booking", id);
      const view = await bookedView(id);
      const designs = [...view.record.designs];
      return { booking: view.booking, reservations: view.reservations, designs };
    }),
    ...calendarHandlers(services),
    slots: group.slots.handler(async ({ input, context: { tenant } }) => {
      const { pool: id, design, minutes, from, to, margins, copies } = input;
      const pool = unwrap(await pools.find(id));
      const now = clock.now();
      const terms = unwrap(await tenantTerms(services, tenant));
      return context.held.use(pool.id, async (index) => {
        const range = { start: toInstant(Math.max(now, Date.parse(from))), end: to };
        const length = minutes * 60_000;
        const common = { index, catalogue, pool: poolView(pool), design, now, copies };
        const search = { ...common, margins, range, length };
        const costOf = windowCosts(design, catalogue, terms);
        const span = { start: Date.parse(range.start), end: Date.parse(range.end) };
        const edges = priceBoundaries(terms.book, terms.contract, span);
        const priceOf = (window: typeof range): number => Number(costOf(window));
        const cheapest = (await inTurns(cheapestTime(search, priceOf, edges)))?.times.window;
        return {
          earliest: (await inTurns(earliestTime(search)))?.times.window ?? null,
          cheapest: cheapest === undefined ? null : { window: cheapest, cost: costOf(cheapest) },
          free: [...(await inTurns(freeTimes(search)))],
        };
      });
    }),
    extend: group.extend.handler(async ({ input: { id, until }, context: { tenant } }) => {
      const extended = unwrap(await extendReservation(context, await mine(id, tenant), until));
      services.wake({ id, tenant });
      changed();
      return extended;
    }),
    move: group.move.handler(async ({ input: { id, start, end }, context: { tenant } }) => {
      const moved = unwrap(await moveReservation(context, await mine(id, tenant), { start, end }));
      services.wake({ id, tenant });
      changed();
      return moved;
    }),
    tryTime: group.tryTime.handler(
      async ({ input: { id, start, end }, context: { tenant, user } }) =>
        unwrap(
          await tryTime(context, await mine(id, tenant), { start, end }, askerOf(tenant, user)),
        ),
    ),
    cancel: group.cancel.handler(async ({ input: { id, scope }, context: { tenant } }) => {
      const gone = unwrap(await cancelReservation(context, await mine(id, tenant), scope));
      for (const one of gone) consoles.closeEnvironment(one.id);
      changed();
      return gone;
    }),
    finish: group.finish.handler(async ({ input: { id }, context: { tenant } }) => {
      const over = unwrap(await finishReservation(context, await mine(id, tenant)));
      consoles.closeEnvironment(id);
      changed();
      return over;
    }),
    heartbeat: group.heartbeat.handler(async ({ input: { id }, context: { tenant } }) => {
      const due = await mine(id, tenant);
      await heardOf(context, due);
      if (due.reservation.seenAt === null) services.wake({ id, tenant });
      return {};
    }),
    queue: group.queue.handler(async ({ input: { id }, context: { tenant, user } }) => {
      const pool = unwrap(await pools.find(id));
      const asker = askerOf(tenant, user);
      const queue = await store.queuedReservations(pool.id);
      return queue.map(({ reservation }) => entryOf(reservation)).map(queuedTo(asker));
    }),
    waiting: group.waiting.handler(async () =>
      (await store.reservations({ states: ["asked"] })).map(reservationView),
    ),
    decide: group.decide.handler(async ({ input: { id, approved, note } }) => {
      const decided = unwrap(await decideBooking(context, id, { approved, note }));
      changed();
      return decided;
    }),
    pullBack: group.pullBack.handler(async ({ input: { id, noticeMinutes, note } }) => {
      const due = unwrap(await findReservation(context, id, null));
      const back = unwrap(await pullBack(context, due, { noticeMinutes, note }));
      if (back.state === "ending") consoles.closeEnvironment(id);
      services.wake({ id, tenant: back.tenant });
      changed();
      return back;
    }),
    allowance: group.allowance.handler(async ({ context: { tenant } }) => [
      ...(await store.listQuotas(tenant)),
    ]),
    quotas: group.quotas.handler(async () => [...(await store.listQuotas())]),
    setQuota: group.setQuota.handler(async ({ input }) => {
      const { tenant, user: whose, ...changed } = input;
      found((await store.listTenants()).find(({ id }) => id === tenant) ?? null, "tenant", tenant);
      const user = whose && (await personOf(tenant, whose));
      const before = (await store.listQuotas(tenant)).find((quota) => quota.user === user);
      const named = Object.entries(changed).filter(([, limit]) => limit !== undefined);
      const after = { tenant, user, ...before, ...Object.fromEntries(named) };
      const quota = quotaSchema.parse(after);
      await store.putQuota(quota);
      return quota;
    }),
    ics: group.ics.handler(async ({ context: { tenant } }) => {
      return { text: await calendarOf(services, tenant) };
    }),
    feed: group.feed.handler(async ({ context: { tenant, user } }) => {
      const key = random.hex(32);
      await store.putFeed(hashToken(key), tenant, user.id, toInstant(clock.now()));
      return { path: `/calendar/${key}.ics`, address: services.address() };
    }),
  };
}

/** As long as there are reservations at all. */
const FIRST = "0001-01-01T00:00:00.000Z";
const LAST = "9999-12-31T00:00:00.000Z";
