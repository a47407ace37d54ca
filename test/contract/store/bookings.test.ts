import { expect, test } from "vitest";
import type {
  NewBooking,
  NewReservation,
  ReservationRecord,
} from "../../../electron/daemon/store/reservation-records.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import type { Claim } from "../../../shared/pool/pool.ts";
import { bookingRequestSchema, quotaSchema } from "../../../shared/protocol/reservation.ts";
import { emptyDesign } from "../../../shared/design/design.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { makeSchema } from "../../support/older-schema.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import { hours, MADE, newEnvironment, prepareStore } from "../../support/store-fixtures.ts";

const { designs: _designs, ...request } = bookingRequestSchema.parse({
  name: "Course",
  pool: "pool",
  designs: [emptyDesign("course")],
  session: { type: "from-to", ...hours(0, 24) },
});

interface Wanted {
  readonly id: string;
  readonly tenant?: string;
  readonly window?: Window;
  readonly claims?: readonly Claim[];
  readonly state?: ReservationRecord["state"];
  readonly machines?: number;
  readonly nextAt?: string | null;
  readonly priority?: number;
  readonly cost?: string;
}

function newReservation(wanted: Wanted): NewReservation {
  const { id, tenant = "acme", window = hours(0, 10), state = "booked", machines = 1 } = wanted;
  const { claims = [{ resource: "pool/a", quantity: 1 }], nextAt = null, priority = 5 } = wanted;
  const { cost = "0" } = wanted;
  const record: ReservationRecord = {
    id,
    booking: `booking of ${id}`,
    key: "1",
    name: id,
    tenant,
    owner: "ada",
    pool: "pool",
    state,
    window,
    hold: window,
    variant: 0,
    copy: 1,
    priority,
    preemptible: false,
    machines,
    cores: 2,
    cost,
    hosts: [],
    started: false,
    reason: null,
    updatedAt: MADE,
    movableUntil: null,
    seenAt: null,
    warned: 0,
    nextAt,
    createdAt: MADE,
  };
  const nothing = { hosts: {}, switches: {}, storage: {}, vlans: {}, outsideAddresses: {} };
  const placement = { pool: "pool", ...nothing, claims: [...claims] };
  return { record, placement: state === "queued" ? null : placement };
}

function bookingOf(wanted: Wanted, more: Partial<NewBooking> = {}): NewBooking {
  const reservation = newReservation(wanted);
  const { booking: id, tenant } = reservation.record;
  return {
    record: {
      id,
      tenant,
      owner: "ada",
      request,
      designs: [emptyDesign("course")],
      bookedUntil: null,
      createdAt: MADE,
    },
    reservations: [reservation],
    displaced: [],
    idempotencyKey: `key of ${id}`,
    requestDigest: "digest",
    ...more,
  };
}

async function outcome(promise: ReturnType<Store["createBooking"]>): Promise<string> {
  const result = await promise;
  return result.ok ? "booked" : result.error.code;
}

async function prepared(engine: StoreEngine, capacity = 1): Promise<Store> {
  const store = await engine.open();
  await prepareStore(store, { "pool/a": capacity, "pool/b": 5 });
  return store;
}

describeStores("bookings", (engine) => {
  test("neighbours touch, overlaps are refused, by reservations and environments alike", async () => {
    const store = await prepared(engine);
    expect(await outcome(store.createBooking(bookingOf({ id: "one" })))).toBe("booked");
    const next = bookingOf({ id: "next", window: hours(10, 12) });
    expect(await outcome(store.createBooking(next))).toBe("booked");
    const across = bookingOf({ id: "across", window: hours(9, 11) });
    expect(await outcome(store.createBooking(across))).toBe("double-booking");
    expect(await store.booking("booking of across")).toBeNull();
    const claims = [{ resource: "pool/a", quantity: 1 }];
    const now = newEnvironment({ id: "now", window: hours(11, 13), claims });
    expect((await store.createEnvironment(now)).ok).toBe(false);
    const later = newEnvironment({ id: "later", window: hours(12, 13), claims });
    expect((await store.createEnvironment(later)).ok).toBe(true);
    const late = bookingOf({ id: "late", window: hours(12, 20) });
    expect(await outcome(store.createBooking(late))).toBe("double-booking");
  });

  test("one time of a series that does not fit takes all of it back", async () => {
    const store = await prepared(engine);
    await store.createBooking(bookingOf({ id: "one", window: hours(5, 6) }));
    const series = bookingOf({ id: "series", window: hours(0, 1) });
    const { record } = series.reservations[0]!;
    const second = newReservation({ id: "second", window: hours(5, 7) });
    const other = {
      ...second,
      record: { ...second.record, booking: record.booking, key: "2" },
    };
    const both = { ...series, reservations: [...series.reservations, other] };
    expect(await outcome(store.createBooking(both))).toBe("double-booking");
    expect(await store.reservations({ tenant: "acme" })).toHaveLength(1);
    expect(await outcome(store.createBooking(series))).toBe("booked");
  });

  test("the same key gives the same booking, another request under it is refused", async () => {
    const store = await prepared(engine);
    const first = bookingOf({ id: "one" });
    const [a, b] = [await store.createBooking(first), await store.createBooking(first)];
    expect([a, b]).toEqual([
      { ok: true, value: { id: first.record.id, created: true } },
      { ok: true, value: { id: first.record.id, created: false } },
    ]);
    expect(await outcome(store.createBooking({ ...first, requestDigest: "other" }))).toBe(
      "idempotency-conflict",
    );
  });

  test("moved within one transaction two can change places; in another state nothing changes", async () => {
    const store = await prepared(engine);
    await store.createBooking(bookingOf({ id: "one", window: hours(0, 5) }));
    await store.createBooking(bookingOf({ id: "two", window: hours(5, 10) }));
    const claims = [{ resource: "pool/a", quantity: 1 }];
    const to = (id: string, window: Window) =>
      ({
        id,
        at: MADE,
        expect: ["booked"],
        window,
        hold: window,
        claims,
        notice: "moved",
      }) as const;
    const alone = await store.changeReservations([to("one", hours(5, 10))]);
    expect(alone.ok ? "moved" : alone.error.code).toBe("double-booking");
    const swapped = await store.changeReservations([
      to("one", hours(5, 10)),
      to("two", hours(0, 5)),
    ]);
    expect(swapped.ok).toBe(true);
    expect((await store.reservations({ pool: "pool" })).map(({ id }) => id)).toEqual([
      "two",
      "one",
    ]);
    const wrong = await store.changeReservations([
      {
        id: "one",
        at: MADE,
        expect: ["booked"],
        state: "cancelled",
        claims: [],
        notice: "cancelled",
      },
      {
        id: "two",
        at: MADE,
        expect: ["queued"],
        state: "cancelled",
        claims: [],
        notice: "cancelled",
      },
    ]);
    expect(wrong.ok ? "" : wrong.error.code).toBe("reservation-changed");
    expect((await store.reservations({ states: ["booked"] })).length).toBe(2);
  });

  test("read in pages, each is there once, by the end of its hold", async () => {
    const store = await prepared(engine, 9);
    const times = [hours(0, 9), hours(1, 3), hours(3, 4), hours(9, 11), hours(20, 21)];
    for (const [number, window] of times.entries())
      await store.createBooking(bookingOf({ id: `r${number}`, window }));
    const filter = { pool: "pool", window: hours(1, 12), states: ["booked"] } as const;
    const read: string[] = [];
    for (let after = null, isMore = true; isMore;) {
      const page = await store.reservations({ ...filter, page: { after, most: 2 } });
      read.push(...page.map(({ id }) => id));
      after = page.at(-1) ?? null;
      isMore = page.length === 2;
    }
    expect(read).toEqual(["r1", "r2", "r0", "r3"]);
  });

  test("cancelled means free, and is told", async () => {
    const store = await prepared(engine);
    await store.createBooking(bookingOf({ id: "one" }));
    await store.changeReservations([
      {
        id: "one",
        at: MADE,
        expect: ["booked"],
        state: "cancelled",
        claims: [],
        notice: "cancelled",
      },
    ]);
    expect(await outcome(store.createBooking(bookingOf({ id: "two" })))).toBe("booked");
    const told = (await store.eventsAfter("acme", 0, 100)).flatMap(({ body }) =>
      body.type === "reservation" ? [[body.reservation.id, body.notice]] : [],
    );
    expect(told).toEqual([
      ["one", "booked"],
      ["one", "cancelled"],
      ["two", "booked"],
    ]);
    expect(await store.eventsAfter("other", 0, 100)).toEqual([]);
  });

  test("its environment takes over what it held, once", async () => {
    const store = await prepared(engine);
    await store.createBooking(bookingOf({ id: "one", window: hours(0, 10) }));
    const claims = [{ resource: "pool/a", quantity: 1 }];
    const environment = {
      ...newEnvironment({ id: "one", window: hours(0, 9), claims }),
      reservation: { hold: hours(0, 10), nextAt: null, seenAt: null },
    };
    expect((await store.createEnvironment(environment)).ok).toBe(true);
    const [running] = await store.reservations({ states: ["running"] });
    expect(running).toMatchObject({ id: "one", started: true });
    await store.changeReservations([
      { id: "one", at: MADE, expect: ["running"], seenAt: MADE, notice: null },
    ]);
    // Held to the end of the hold, not only of the environment's own window.
    const touching = bookingOf({ id: "touching", window: hours(9, 11) });
    expect(await outcome(store.createBooking(touching))).toBe("double-booking");
    const again = { ...environment, idempotencyKey: "another key" };
    const second = await store.createEnvironment(again).catch(() => ({ ok: false }));
    expect(second.ok).toBe(false);
    const change = { id: "one", tenant: "acme", at: MADE } as const;
    await store.changeEnvironment({ ...change, state: "releasing" });
    expect(await store.reservations({ states: ["ending"] })).toHaveLength(1);
    await store.changeEnvironment({ ...change, state: "released", releaseClaims: true });
    expect((await store.reservation("one"))?.reservation.state).toBe("done");
    const told = (await store.eventsAfter("acme", 0, 100)).flatMap(({ body }) =>
      body.type === "reservation" ? [[body.reservation.state, body.notice]] : [],
    );
    expect(told).toEqual([
      ["booked", "booked"],
      ["running", "started"],
      ["ending", null],
      ["done", "ended"],
    ]);
    expect(await outcome(store.createBooking(touching))).toBe("booked");
  });

  test("limits of a tenant and of a user hold, also for two that ask at once", async () => {
    const store = await prepared(engine, 100);
    await store.putQuota(quotaSchema.parse({ tenant: "acme", user: null, machines: 5 }));
    const asked = Array.from({ length: 8 }, (_, index) =>
      outcome(store.createBooking(bookingOf({ id: `r${index}` }))),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer === "booked")).toHaveLength(5);
    expect(answers.filter((answer) => answer === "quota-exceeded")).toHaveLength(3);
    // At another time there is room, and another tenant has no limit.
    const later = bookingOf({ id: "later", window: hours(10, 11), machines: 5 });
    expect(await outcome(store.createBooking(later))).toBe("booked");
    const other = bookingOf({ id: "other", tenant: "other", machines: 50 });
    expect(await outcome(store.createBooking(other))).toBe("booked");
    await store.putQuota(quotaSchema.parse({ tenant: "other", user: "ada", machineHours: 600 }));
    const hungry = bookingOf({
      id: "hungry",
      tenant: "other",
      window: hours(30, 41),
      machines: 10,
    });
    expect(await outcome(store.createBooking(hungry))).toBe("hours-exceeded");
    await store.putQuota(quotaSchema.parse({ tenant: "other", user: "ada", money: "20.00" }));
    const costly = (id: string, cost: string) =>
      outcome(store.createBooking(bookingOf({ id, tenant: "other", window: hours(50, 51), cost })));
    const both = await Promise.all([costly("dear", "12.5"), costly("dearer", "12.5")]);
    expect(both.toSorted()).toEqual(["booked", "money-exceeded"]);
    expect(await costly("cheap", "7.5")).toBe("booked");
    expect(await store.listQuotas("acme")).toHaveLength(1);
    expect(await store.listQuotas()).toHaveLength(2);
  });

  test("what is due comes in the order of when, what queues in the order of who is served", async () => {
    const store = await prepared(engine, 9);
    const due = (id: string, hour: number) =>
      store.createBooking(bookingOf({ id, nextAt: hours(hour, hour + 1).start }));
    await due("third", 9);
    await due("first", 1);
    await due("second", 5);
    const by = hours(6, 7).start;
    expect((await store.dueReservations(by, 10)).map(({ reservation }) => reservation.id)).toEqual([
      "first",
      "second",
    ]);
    expect(await store.nextDue()).toBe(hours(1, 2).start);
    for (const [id, priority] of [
      ["calm", 2],
      ["urgent", 9],
      ["usual", 5],
    ] as const)
      await store.createBooking(bookingOf({ id, priority, state: "queued" }));
    const queue = await store.queuedReservations("pool");
    expect(queue.map(({ reservation }) => reservation.id)).toEqual(["urgent", "usual", "calm"]);
  });

  test("reservations come with what their bookings ask for, each with its own design of them", async () => {
    const store = await prepared(engine, 9);
    const [one, two] = [bookingOf({ id: "one" }), bookingOf({ id: "two" })];
    const designs = [emptyDesign("morning"), emptyDesign("evening")];
    const turns = [0, 1, 2].map((variant) => {
      const { record, placement } = newReservation({ id: `turn ${variant}` });
      const of = { booking: one.record.id, key: String(variant), variant };
      return { placement, record: { ...record, ...of } };
    });
    await store.createBooking({ ...one, record: { ...one.record, designs }, reservations: turns });
    await store.createBooking(two);
    const ids = ["turn 1", "two", "nobody", "turn 0", "turn 2"];
    const found = await store.designedReservations(ids);
    const names = found.map(({ reservation, design }) => [reservation.id, design?.name ?? null]);
    expect(new Map(names as [string, string | null][])).toEqual(
      new Map([
        ["turn 0", "morning"],
        ["turn 1", "evening"],
        // It has no third one.
        ["turn 2", null],
        ["two", "course"],
      ]),
    );
    for (const { design: _, ...due } of found)
      expect(due).toEqual(await store.reservation(due.reservation.id));
    expect(await store.designedReservations([])).toEqual([]);
    expect(await store.designedReservations(["nobody"])).toEqual([]);
  });

  test("the index is told of every holder that changed, and only of those", async () => {
    const store = await prepared(engine, 9);
    await store.createBooking(bookingOf({ id: "one" }));
    const { sequence } = await store.claimsSince(0);
    expect((await store.poolClaims("pool")).map(({ holder }) => holder)).toEqual(["one"]);
    await store.createBooking(bookingOf({ id: "two", window: hours(1, 2) }));
    const [one, two] = await store.poolClaims("pool");
    expect(await store.poolClaims("pool", { after: "", most: 1 })).toEqual([one]);
    expect(await store.poolClaims("pool", { after: "one", most: 9 })).toEqual([two]);
    expect(await store.poolClaims("pool", { after: "two", most: 9 })).toEqual([]);
    expect(await store.poolClaims("other", { after: "", most: 9 })).toEqual([]);
    const second = await store.claimsSince(sequence);
    const [start, end] = [Date.parse(hours(1, 2).start), Date.parse(hours(1, 2).end)];
    expect(second.holders).toEqual([
      { holder: "two", claims: [{ resource: "pool/a", quantity: 1, start, end }] },
    ]);
    await store.changeReservations([
      {
        id: "one",
        at: MADE,
        expect: ["booked"],
        state: "cancelled",
        claims: [],
        notice: "cancelled",
      },
    ]);
    const third = await store.claimsSince(second.sequence);
    expect(third.holders).toEqual([{ holder: "one", claims: [] }]);
    expect((await store.claimsSince(third.sequence)).holders).toEqual([]);
  });

  test("what a lost machine held is found", async () => {
    const store = await prepared(engine, 4);
    await store.createBooking(bookingOf({ id: "one" }));
    await store.createBooking(
      bookingOf({ id: "two", claims: [{ resource: "pool/b", quantity: 2 }] }),
    );
    expect(await store.strandedReservations("pool")).toEqual([]);
    await prepareStore(store, { "pool/a": 4, "pool/b": 0 });
    const stranded = await store.strandedReservations("pool");
    expect(stranded.map(({ reservation }) => reservation.id)).toEqual(["two"]);
    expect(await store.strandedReservations("pool", ["one", "two"])).toEqual(stranded);
    expect(await store.strandedReservations("pool", ["one"])).toEqual([]);
  });

  test("a feed's key is only good while its user is", async () => {
    const store = await prepared(engine);
    const user = { id: "ada", tenant: "acme", name: "Ada", roles: [], active: true } as const;
    await store.putUser(user);
    await store.putFeed("hash", "acme", "ada", MADE);
    expect(await store.feed("hash")).toEqual({ tenant: "acme", user: "ada" });
    await store.putFeed("newer", "acme", "ada", MADE);
    expect(await store.feed("hash")).toBeNull();
    await store.putUser({ ...user, active: false });
    expect(await store.feed("newer")).toBeNull();
  });
});

describeStores("a database from before there were reservations", (engine) => {
  test("keeps what is held, and its guard", async () => {
    const place = await engine.place();
    await makeSchema(engine, place, 2);
    const statements = [
      `INSERT INTO tenants (id, name) VALUES ('acme', 'Acme')`,
      `INSERT INTO pools VALUES ('pool', 'Lab', '{}', 'online', '{}', 0)`,
      `INSERT INTO resources VALUES ('pool/a', 'pool', 1)`,
      `INSERT INTO environments VALUES ('old', 'acme', 'ada', 'pool', 'Old', 'm', 'ready', NULL, '{}', NULL,
        '{}', 0, 10, 'standard', 1, '{}', NULL, 0, 0, 'key', 'digest')`,
      `INSERT INTO claims (environment, resource, start_at, end_at, quantity, made_at)
        VALUES ('old', 'pool/a', 0, 4102444800000, 1, 0)`,
    ];
    for (const statement of statements) await engine.execute(place, statement);
    const store = await engine.open(place);
    expect(await outcome(store.createBooking(bookingOf({ id: "one" })))).toBe("double-booking");
    expect(await store.poolClaims("pool")).toMatchObject([{ holder: "old" }]);
    await store.changeEnvironment({ id: "old", tenant: "acme", at: MADE, releaseClaims: true });
    expect(await outcome(store.createBooking(bookingOf({ id: "one" })))).toBe("booked");
  });
});
