import { book } from "../../electron/daemon/reservations/book.ts";
import { extendReservation, moveReservation } from "../../electron/daemon/reservations/change.ts";
import { doWhatIsDue } from "../../electron/daemon/reservations/do-due.ts";
import {
  cancelReservation,
  finishReservation,
  heardOf,
  pullBack,
} from "../../electron/daemon/reservations/end.ts";
import { replanStranded } from "../../electron/daemon/reservations/replan.ts";
import { serveQueue } from "../../electron/daemon/reservations/serve-queue.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import type { DueReservation } from "../../electron/daemon/store/reservation-records.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { resourceIds } from "../../shared/pool/pool.ts";
import { bookingRequestSchema, type BookingRequest } from "../../shared/protocol/reservation.ts";
import { checkCalendar } from "./calendar-invariants.ts";
import { machines, MONDAY, openCalendarLab, wholeHosts, type CalendarLab } from "./calendar-lab.ts";
import { newEnvironment, valueOf } from "./store-fixtures.ts";

const HOUR = 3_600_000;
const MONTH = 30 * 24 * HOUR;

export interface Month {
  readonly seed: number;
  readonly booked: number;
  readonly refused: number;
  readonly started: number;
  readonly faults: number;
  readonly checks: number;
  readonly states: Readonly<Record<string, number>>;
}

interface Options {
  readonly seed: number;
  readonly hosts: number;
  readonly events: number;
  /** Left out: one of its own, embedded. */
  readonly store?: Store;
}

/** Runs a month; throws where something that must hold does not, and says after which event. */
export async function simulateMonth({ seed, hosts, events, store }: Options): Promise<Month> {
  const lab = await openCalendarLab(hosts, store === undefined ? {} : { store });
  const random = seededRandom(seed);
  const counts = { booked: 0, refused: 0, started: 0, faults: 0, checks: 0 };
  const down = new Set<string>();
  const pick = (most: number): number => Math.floor(random.next() * most);
  const chance = (share: number): boolean => random.next() < share;
  const designs = [machines(2), machines(6), wholeHosts(3), wholeHosts(9), wholeHosts(20)];
  await standingGuest(lab, hosts - 40);

  const someReservation = async (
    states: readonly ("asked" | "queued" | "booked" | "running")[],
  ): Promise<DueReservation | null> => {
    const list = await lab.store.reservations({ states });
    const one = list[pick(list.length)];
    return one === undefined ? null : lab.store.reservation(one.id);
  };
  const bookSomething = async (): Promise<string> => {
    const request = someRequest(lab, { pick, chance, designs });
    const who = { tenant: chance(0.5) ? "acme" : "other", user: `user-${pick(6)}` };
    const idempotencyKey = `key ${seed} ${counts.checks} ${counts.booked}`;
    const made = await book(lab.context(), { ...who, request, idempotencyKey });
    if (made.ok) counts.booked++;
    else counts.refused++;
    return `book ${request.name}: ${made.ok ? "yes" : made.error.code}`;
  };
  const act = async (): Promise<string> => {
    const choice = pick(100);
    if (choice < 45) return bookSomething();
    const due = await someReservation(["queued", "booked", "running"]);
    if (due === null) return bookSomething();
    const { id, window, state } = due.reservation;
    const context = lab.context();
    if (choice < 55) {
      const until = toInstant(Date.parse(window.end) + (1 + pick(8)) * HOUR);
      return told("extend", await extendReservation(context, due, until));
    }
    if (choice < 63) {
      const start = toInstant(Math.max(lab.now(), Date.parse(window.start)) + pick(48) * HOUR);
      return told("move", await moveReservation(context, due, { start }));
    }
    if (choice < 70) {
      const scope = chance(0.8) ? "one" : "following";
      return told("cancel", await cancelReservation(context, due, scope));
    }
    if (choice < 74) return told("finish", await finishReservation(context, due));
    if (choice < 80) return heardOf(context, due).then(() => `heartbeat ${id}`);
    if (choice < 84) {
      const notice = { noticeMinutes: pick(120), note: "" };
      return told("pull back", await pullBack(context, due, notice));
    }
    counts.faults++;
    if (choice < 90) {
      // One of those that are fought for.
      const host = `host-${hosts - pick(40)}`;
      down.add(host);
      await lab.setHost(host, "down");
      return `${host} fails`;
    }
    if (choice < 94) {
      const [host] = down;
      if (host === undefined) return "nothing to mend";
      down.delete(host);
      await lab.setHost(host, "up");
      return `${host} is back`;
    }
    lab.restart();
    if (choice < 97) return `restart beside ${state}`;
    lab.advanceTo(lab.now() + pick(30) * HOUR);
    return "the daemon was away";
  };

  const check = async (event: string): Promise<void> => {
    counts.checks++;
    const broken = await checkCalendar(lab, down);
    if (broken.length > 0)
      throw new Error(
        `seed ${seed}, check ${counts.checks}, after "${event}": ${broken.join("; ")}`,
      );
  };
  try {
    for (let event = 0; event < events; event++) {
      lab.advanceTo(lab.now() + Math.floor((random.next() * 2 * MONTH) / events));
      await doWhatIsDue(lab.context());
      await removeSome(lab, chance);
      await check("what was due");
      const what = await act();
      const pool = valueOf(await lab.context().pools.find(lab.pool));
      await doWhatIsDue(lab.context());
      await replanStranded(lab.context(), pool);
      await serveQueue(lab.context(), pool);
      await doWhatIsDue(lab.context());
      await check(what);
    }
    const all = await lab.store.reservations({});
    counts.started = all.filter(({ started }) => started).length;
    const states = Object.fromEntries(
      [...Map.groupBy(all, ({ state }) => state)].map(([state, list]) => [state, list.length]),
    );
    return { seed, ...counts, states };
  } finally {
    await lab.close();
  }
}

/** Somebody has most of the lab all the time, so that the others have something to fight for. */
async function standingGuest(lab: CalendarLab, hosts: number): Promise<void> {
  const claims = Array.from({ length: hosts }, (_, index) => ({
    resource: resourceIds.host(lab.pool, `host-${index + 1}`, "cores"),
    quantity: 8,
  }));
  const window = { start: toInstant(MONDAY), end: toInstant(MONDAY + 12 * MONTH) };
  const guest = newEnvironment({ id: "standing", pool: lab.pool, window, claims });
  valueOf(await lab.store.createEnvironment(guest));
}

function told(what: string, result: { readonly ok: boolean }): string {
  return `${what}: ${result.ok ? "yes" : "no"}`;
}

/** The lab removes what is to be removed; some of it takes longer than was reckoned with. */
async function removeSome(lab: CalendarLab, chance: (share: number) => boolean): Promise<void> {
  for (const { id, tenant } of await lab.store.openEnvironments()) {
    const environment = await lab.store.environment(id, tenant);
    if (environment?.state !== "releasing" || chance(0.3)) continue;
    const change = { id, tenant, at: toInstant(lab.now()), expect: ["releasing"] } as const;
    await lab.store.changeEnvironment({ ...change, state: "released", releaseClaims: true });
  }
}

interface Dice {
  readonly pick: (most: number) => number;
  readonly chance: (share: number) => boolean;
  readonly designs: BookingRequest["designs"];
}

function someRequest(lab: CalendarLab, { pick, chance, designs }: Dice): BookingRequest {
  const start = lab.now() + pick(14 * 24) * HOUR;
  const length = (1 + pick(12)) * HOUR;
  const day = toInstant(start).slice(0, 10);
  const morning = 6 + pick(10);
  const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
  const repeated = {
    type: "repeated",
    zone: ["Europe/Berlin", "America/New_York", "Asia/Kolkata"][pick(3)],
    firstDay: day,
    from: clock(morning),
    to: clock(morning + 1 + pick(6)),
    rule: `FREQ=DAILY;COUNT=${1 + pick(5)}`,
  };
  const span = { type: "from-to", start: toInstant(start), end: toInstant(start + length) };
  const sessions = [
    span,
    { type: "now", minutes: 60 + pick(600) },
    { type: "until-task", start: null, task: "tests", atMostMinutes: 60 + pick(600) },
    { type: "within", from: null, to: toInstant(start + 40 * HOUR), minutes: 30 + pick(300) },
    repeated,
    { type: "turns", within: span, slotMinutes: 60 },
  ];
  const session = sessions[pick(sessions.length)];
  const design = designs[pick(designs.length)];
  return bookingRequestSchema.parse({
    name: `${design?.name}, ${session?.type}`,
    pool: lab.pool,
    designs: [design],
    session,
    margins: { setUp: pick(3) * 10, grace: pick(3) * 5, wipe: pick(4) * 5 },
    copies: chance(0.2) ? 1 + pick(4) : 1,
    priority: pick(10),
    preemptible: chance(0.4),
    whenTaken: ["refuse", "skip", "queue"][pick(3)],
    noShowMinutes: chance(0.3) ? 30 : null,
    heartbeatMinutes: chance(0.3) ? 120 : null,
  });
}
