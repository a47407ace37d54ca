import { afterEach, expect, test } from "vitest";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import type { CalendarEntry } from "../../../shared/protocol/reservation.ts";
import { wholeHosts } from "../../support/calendar-lab.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import { waitFor } from "../../support/wait-for.ts";

// What a tenant learns of what another one has in the lab that they share: when it is busy, and nothing else.
// Asked of a whole daemon, over the wire, for every answer in which bookings are told.

const HOUR = 3_600_000;
const DAY = Math.ceil(Date.now() / (24 * HOUR)) * 24 * HOUR;
const at = (hour: number): string => new Date(DAY + hour * HOUR).toISOString();
const week = { start: at(-48), end: at(120) };

const open: { inner: InnerDaemon; connections: TestConnection[] }[] = [];
afterEach(async () => {
  for (const { inner, connections } of open.splice(0)) {
    for (const { socket } of connections) socket.terminate();
    await inner.stop();
  }
});

interface Shared {
  readonly inner: InnerDaemon;
  readonly pool: string;
  readonly own: LabwrightClient;
  readonly foreign: LabwrightClient;
  readonly operator: LabwrightClient;
  readonly admin: LabwrightClient;
  /** What nobody but the first tenant and lab admins may read anywhere. */
  readonly secrets: RegExp;
  readonly first: Awaited<ReturnType<LabwrightClient["reservations"]["create"]>>;
}

/** Two hosts that three tenants share; the first one has booked both, waits for more, and has requested one at once. */
async function sharedLab(engine: StoreEngine): Promise<Shared> {
  const inner = await startInnerDaemon({ store: await engine.open() });
  const connections: TestConnection[] = [];
  open.push({ inner, connections });
  const ids: string[] = [];
  const login = async (
    tenant: string,
    role: "architect" | "operator" | "lab-admin",
    name?: string,
  ) => {
    const { id, token } = await inner.addUser(tenant, [role], name);
    ids.push(id);
    const connection = await connect(inner.daemon.url, token);
    connections.push(connection);
    return connection.client;
  };
  const own = await login("hushco", "architect", "Quiet person");
  const foreign = await login("other", "architect");
  const operator = await login("other", "operator");
  const admin = await login("lab", "lab-admin");
  const connection = { driver: "simulated", hosts: 1, speed: 1000 } as const;
  const { id: pool } = await admin.pools.add({ name: "Shared lab", connection });
  const text = [
    "sort,name,rack,position,architecture,cores,memory,disk gib",
    "rack,R1,,,,,,",
    "host,one,R1,1,amd64,8,40 GiB,2000",
    "host,two,R1,2,amd64,8,40 GiB,2000",
    "",
  ].join("\n");
  await admin.pools.import({ id: pool, text, replace: true });
  const book = async (name: string, from: number, to: number, more: object = {}) =>
    own.reservations.create({
      name,
      pool,
      designs: [wholeHosts(2)],
      session: { type: "from-to", start: at(from), end: at(to) },
      margins: { setUp: 10, grace: 5, wipe: 15 },
      priority: 3,
      preemptible: true,
      idempotencyKey: `${pool} ${name}`,
      ...more,
    });
  const first = await book("Quiet merger", 9, 11);
  await book("Quiet sequel", 11.5, 13);
  await book("Quiet waiting", 9, 10, { whenTaken: "queue" });
  await own.environments.request({
    name: "Quiet now",
    pool,
    design: wholeHosts(1),
    window: { start: at(20), end: at(21) },
    idempotencyKey: `${pool} at once`,
  });
  const all = await own.reservations.list({});
  const hidden = ["hushco", "Quiet", ids[0]!, ...all.flatMap(({ id, booking }) => [id, booking])];
  const secrets = new RegExp(hidden.join("|"));
  return { inner, pool, own, foreign, operator, admin, secrets, first };
}

const HOLDERS = {
  of: [
    { sort: "host" as const, id: "one" },
    { sort: "rack" as const, id: "R1" },
  ],
  start: week.start,
  end: null,
};

/** All who hold something, two at a time. */
async function holderPages(client: LabwrightClient, pool: string) {
  const pages = [];
  for (let from = 0; ; from += 2) {
    const page = await client.pools.holderRows({ ...HOLDERS, id: pool, from, count: 2 });
    pages.push(page);
    if (from + 2 >= page.total) return pages;
  }
}

/** Every answer that tells of bookings, as an architect or operator gets it. */
async function answers({ pool, inner }: Shared, client: LabwrightClient) {
  const { path } = await client.reservations.feed();
  const rows = { id: pool, ...week };
  return {
    calendar: await client.reservations.calendar({ id: pool, ...week }),
    days: await client.reservations.days({ id: pool, days: [at(0), at(24), at(48)] }),
    byHost: await client.reservations.rows({ ...rows, by: "host" }),
    bySite: await client.reservations.rows({ ...rows, by: "site" }),
    byEnvironment: await client.reservations.rows({ ...rows, by: "environment" }),
    byPerson: await client.reservations.rows({ ...rows, by: "person" }),
    queue: await client.reservations.queue({ id: pool }),
    list: await client.reservations.list({}),
    ics: await client.reservations.ics(),
    feed: await (await fetch(new URL(path, inner.daemon.url))).text(),
    history: await client.events.history({ limit: 500 }),
    environments: await client.environments.list({}),
    names: await client.users.names(),
    pools: await client.pools.list(),
    timeline: await client.pools.timeline({ id: pool, ...week }),
    holders: await client.pools.holders({ ...HOLDERS, id: pool }),
    holderRows: await holderPages(client, pool),
    occupancy: await client.pools.occupancy({ id: pool, ...week, by: "host", steps: 24 }),
  };
}

const TIME_ONLY = {
  reservation: null,
  booking: null,
  name: null,
  tenant: null,
  owner: null,
  machines: null,
  cores: null,
  priority: null,
  preemptible: null,
};

function expectBusyOnly(entries: readonly CalendarEntry[], hosts: readonly string[]): void {
  for (const { window, hold, state, ...rest } of entries) {
    expect(rest).toEqual({ ...TIME_ONLY, hosts });
    expect(window).toEqual(hold);
    expect(state).toBe("booked");
  }
}

describeStores("what others learn of a tenant's bookings", (engine) => {
  test("when it is busy, and nothing else; lab admins see all of it", async () => {
    const lab = await sharedLab(engine);
    for (const client of [lab.foreign, lab.operator]) {
      const told = await answers(lab, client);
      expect(JSON.stringify(told)).not.toMatch(lab.secrets);
      expect(told.calendar).toHaveLength(3);
      expectBusyOnly(told.calendar, []);
      expectBusyOnly(told.days.entries, []);
      // How much is held all together is the lab's, and is told.
      expect(Math.max(...told.days.days.flatMap(({ busy }) => busy))).toBe(16);
      expect(told.byEnvironment.rows.map(({ title }) => title)).toEqual(["Held by others"]);
      expect(told.byPerson.rows.map(({ title }) => title)).toEqual(["Others"]);
      // Two bookings of which the one is set up where the other is wiped are one busy time of each host.
      const busy = { start: lab.first.reservations[0]!.hold.start, end: at(13 + 20 / 60) };
      for (const row of told.byHost.rows) {
        expectBusyOnly(row.entries, [row.id]);
        expect(row.entries[0]?.hold).toEqual(busy);
      }
      expect(told.bySite.rows.map(({ title }) => title)).toEqual(["Without a site"]);
      for (const row of told.bySite.rows) expectBusyOnly(row.entries, []);
      expect(told.bySite.rows[0]?.entries[0]?.hold).toEqual(busy);
      for (const { window: _, things, ...rest } of told.holders) {
        expect(things).toHaveLength(1);
        expect(rest).toEqual({ id: null, name: null, tenant: null, owner: null, running: null });
      }
      const onOne = told.holders.find(({ things }) => things[0] === "one");
      expect(onOne?.window).toEqual(busy);
      // In parts it is the same, and no more is counted than is told.
      const parts = told.holderRows.flatMap(({ rows }) => rows);
      expect(parts).toHaveLength(told.holders.length);
      expect(parts).toEqual(expect.arrayContaining(told.holders));
      for (const { rows: _, ...counts } of told.holderRows)
        expect(counts).toEqual({ total: parts.length, known: 0, running: 0, others: true });
      expect(told.queue).toEqual([
        {
          ...TIME_ONLY,
          state: "queued",
          hosts: [],
          window: { start: at(9), end: at(10) },
          hold: { start: at(9), end: at(10) },
        },
      ]);
    }
    const all = await lab.admin.reservations.calendar({ id: lab.pool, ...week });
    expect(all.map(({ name, tenant }) => `${name} of ${tenant}`)).toEqual([
      "Quiet merger of hushco",
      "Quiet sequel of hushco",
      "Quiet now of hushco",
    ]);
    const [merger] = all;
    expect(merger).toMatchObject({ machines: 2, cores: 16, hosts: ["one", "two"], priority: 3 });
    const names = new Map((await lab.admin.users.names()).map(({ id, name }) => [id, name]));
    expect(names.get(merger?.owner ?? "")).toBe("Quiet person");
    const { holders, holderRows } = await answers(lab, lab.admin);
    expect(holderRows.flatMap(({ rows }) => rows)).toEqual(holders);
    for (const { rows: _, ...counts } of holderRows)
      expect(counts).toEqual({ total: 3, known: 3, running: 0, others: false });
    expect(await holderPages(lab.own, lab.pool)).toEqual(holderRows);
    expect(holders.map(({ name, things }) => `${name}: ${things.join(" ")}`)).toEqual([
      "Quiet merger: one two",
      "Quiet sequel: one two",
      expect.stringMatching(/^Quiet now: (one|two)$/),
    ]);
    expect(await lab.own.pools.holders({ ...HOLDERS, id: lab.pool })).toEqual(holders);
    const queue = await lab.admin.reservations.queue({ id: lab.pool });
    expect(queue).toMatchObject([{ name: "Quiet waiting", tenant: "hushco", priority: 3 }]);
    // And the tenant itself all of its own.
    const own = await lab.own.reservations.calendar({ id: lab.pool, ...week });
    expect(own.map(({ name }) => name)).toEqual(["Quiet merger", "Quiet sequel", "Quiet now"]);
    expect((await lab.own.reservations.queue({ id: lab.pool }))[0]?.name).toBe("Quiet waiting");
  });

  test("a conflict says what is too little and until when, and not who has it; its offers hold no names", async () => {
    const lab = await sharedLab(engine);
    const wanted: Parameters<LabwrightClient["reservations"]["plan"]>[0] = {
      name: "Mine",
      pool: lab.pool,
      designs: [wholeHosts(1)],
      session: { type: "from-to", start: at(9), end: at(11) },
      // What is more urgent would take their place.
      priority: 3,
    };
    const { slots } = await lab.foreign.reservations.plan(wanted);
    expect(JSON.stringify(slots)).not.toMatch(lab.secrets);
    const { hold } = lab.first.reservations[0]!;
    const holder = { reservation: null, name: null, owner: null, window: hold, preemptible: null };
    expect(slots[0]?.conflicts[0]?.holders).toContainEqual(holder);
    expect(slots[0]?.offers).toContainEqual({ type: "queue", ahead: 1 });
    // The lab that every daemon begins with has room.
    expect(slots[0]?.offers).toContainEqual(expect.objectContaining({ type: "hardware" }));
    expect(slots[0]?.offers).toContainEqual(expect.objectContaining({ type: "slot" }));
    const refused = await lab.foreign.reservations
      .create({ ...wanted, idempotencyKey: "mine then" })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "slots-taken" });
    expect(JSON.stringify(refused)).not.toMatch(lab.secrets);
    const named = await lab.own.reservations.plan(wanted);
    expect(JSON.stringify(named.slots)).toContain("Quiet merger");
  });

  test("nothing of it comes over another tenant's socket as it happens, and no call reaches it", async () => {
    const lab = await sharedLab(engine);
    const heard: unknown[] = [];
    const stop = new AbortController();
    const { sequence } = await lab.foreign.events.latest();
    const events = await lab.foreign.events.subscribe({ after: sequence }, { signal: stop.signal });
    const listening = (async () => {
      for await (const event of events) heard.push(event);
    })().catch(() => undefined);
    const { booking, reservations } = lab.first;
    const id = reservations[0]!.id;
    await lab.own.reservations.move({ id, start: at(30) });
    await lab.admin.reservations.pullBack({ id, noticeMinutes: 0, note: "Quiet reasons" });
    await lab.foreign.reservations.create({
      name: "Mine",
      pool: lab.pool,
      designs: [wholeHosts(1)],
      session: { type: "from-to", start: at(60), end: at(61) },
      idempotencyKey: "mine, at last",
    });
    await waitFor("my own is heard", () => Promise.resolve(/Mine/.test(JSON.stringify(heard))));
    expect(JSON.stringify(heard)).not.toMatch(lab.secrets);
    stop.abort();
    await listening;
    const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => "answered",
        (error: { code?: unknown }) => error.code,
      );
    const missing = await codeOf(lab.foreign.reservations.get({ id: "nothing" }));
    for (const call of [
      () => lab.foreign.reservations.get({ id: booking.id }),
      () => lab.operator.reservations.extend({ id, until: at(40) }),
      () => lab.operator.reservations.move({ id, start: at(40) }),
      () => lab.operator.reservations.cancel({ id }),
      () => lab.operator.reservations.finish({ id }),
      () => lab.operator.reservations.heartbeat({ id }),
    ])
      expect(await codeOf(call())).toBe(missing);
  });
});
