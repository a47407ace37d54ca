import { afterAll, beforeAll, expect, test } from "vitest";
import { MOST_ASKED } from "../../shared/pool/held-of.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";

// A lab admin writes down a lab of 500 hosts, takes a rack out of use and sees whom that concerns.

const RACKS = 25;
const HOSTS_PER_RACK = 20;

let inner: InnerDaemon;
let admin: LabwrightClient;
let architect: LabwrightClient;
let lab: string;
let imported = 0;
const open: TestConnection[] = [];

beforeAll(async () => {
  inner = await startInnerDaemon();
  const login = async (...roles: ("architect" | "lab-admin")[]): Promise<LabwrightClient> => {
    const { token } = await inner.addUser(roles.join(), roles);
    const connection = await connect(inner.daemon.url, token);
    open.push(connection);
    return connection.client;
  };
  admin = await login("lab-admin");
  architect = await login("architect");
  const connection = { driver: "simulated", hosts: 1, speed: 1000 } as const;
  lab = (await admin.pools.add({ name: "Written lab", connection })).id;
});
afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await inner.stop();
});

const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const small = exampleDesigns().find(({ id }) => id === "small-lab")!.design;

function inventory(): string {
  const racks = Array.from({ length: RACKS }, (_, index) => `R${index + 1}`);
  const hosts = racks.flatMap((rack) =>
    Array.from(
      { length: HOSTS_PER_RACK },
      (_, index) =>
        `host,${rack}-${index + 1},${rack},${index + 1},amd64,32,128 GiB,2000,leaf-${rack},25000,,,,`,
    ),
  );
  return [
    "sort,name,rack,position,architecture,cores,memory,disk gib,switch,uplink mbps,ports,speed mbps,from,to",
    ...racks.map((rack) => `rack,${rack},,,,,,,,,,,,`),
    ...racks.map((rack) => `switch,leaf-${rack},${rack},42,,,,,,,48,25000,,`),
    ...hosts,
    "vlans,,,,,,,,,,,,100,299",
    "",
  ].join("\n");
}

const poolNow = async () => (await admin.pools.list()).find(({ id }) => id === lab)!;

test("an inventory is shown before it is taken over, and is the lab from then on", async () => {
  const text = inventory();
  const before = await poolNow();
  const planned = await admin.pools.planImport({ id: lab, text, replace: true });
  expect(planned).toMatchObject({ added: 550, errors: [] });
  // Of a list that may be cut short, what goes is told before all others.
  expect(planned.removed).toBeGreaterThan(0);
  const first = planned.rows.slice(0, planned.removed);
  expect(new Set(first.map(({ change }) => change))).toEqual(new Set(["removed"]));
  expect(await poolNow()).toEqual(before);

  const { pool, summary } = await admin.pools.import({ id: lab, text, replace: true });
  expect(summary).toEqual(planned);
  imported = summary.added + summary.changed + summary.removed;
  expect(pool.resources.hosts).toHaveLength(RACKS * HOSTS_PER_RACK);
  expect(pool.resources.vlans).toEqual([{ first: 100, last: 299 }]);
  // It is still there when the lab is looked at anew.
  expect((await admin.pools.refresh({ id: lab })).resources.hosts).toEqual(pool.resources.hosts);
  const again = await admin.pools.planImport({ id: lab, text, replace: true });
  expect(again).toMatchObject({ added: 0, changed: 0, removed: 0 });
});

test("of an inventory with a wrong row nothing is taken over, and the answer says where", async () => {
  const before = await poolNow();
  const text = "name,cores\nR1-1,64\nR1-2,many\n";
  const refused = await admin.pools.import({ id: lab, text }).catch(faultOf);
  expect(refused).toMatchObject({ code: "inventory-has-errors", where: "line 3, cores" });
  expect((await poolNow()).resources).toEqual(before.resources);
});

test("one thing is written down by hand, and forgotten", async () => {
  const values = { name: "R1-1", owner: "Robotics", note: "Noisy fan" };
  const changed = await admin.pools.put({ id: lab, sort: "host", values });
  expect(changed.resources.hosts[0]).toMatchObject({ owner: "Robotics", cores: 32 });
  const dropped = await admin.pools.drop({ id: lab, sort: "host", thing: "R25-20" });
  expect(dropped.resources.hosts).toHaveLength(RACKS * HOSTS_PER_RACK - 1);
});

test("what is exported changes nothing when it is imported", async () => {
  for (const format of ["csv", "json"] as const) {
    const { text } = await admin.pools.export({ id: lab, format });
    const planned = await admin.pools.planImport({ id: lab, text, replace: true });
    expect(planned).toMatchObject({ added: 0, changed: 0, removed: 0, errors: [] });
  }
});

test("a rack that is drained says whom it concerns, and takes nobody new", async () => {
  const window = { start: at(10), end: at(20) };
  const environment = await architect.environments.request({
    name: "Course",
    pool: lab,
    design: small,
    window,
    idempotencyKey: "the course",
  });
  const [host] = Object.values(environment.placement?.hosts ?? {});
  const { rack } = (await poolNow()).resources.hosts.find(({ id }) => id === host)!;
  const scope = { sort: "rack", id: rack } as const;
  const concerned = await admin.pools.affected({ id: lab, scope, start: at(0), end: null });
  expect(concerned).toMatchObject([{ id: environment.id, name: "Course", window }]);
  expect(await admin.pools.affected({ id: lab, scope, start: at(20), end: null })).toEqual([]);

  const out = { kind: "draining", scope, start: at(0), end: null, why: "New floor" } as const;
  const { affected, pool } = await admin.pools.beginCondition({ id: lab, ...out });
  const moves = concerned.map((one) => Object.assign({}, one, { outcome: "moved" }));
  expect(affected).toEqual(moves);
  const moved = await architect.environments.get({ id: environment.id });
  const now = Object.values(moved.placement?.hosts ?? {});
  expect(now.map((id) => pool.resources.hosts.find((one) => one.id === id)?.rack)).not.toContain(
    rack,
  );
  const later = { start: at(30), end: at(31) };
  const fit = await architect.environments.fit({ pool: lab, design: small, window: later });
  const hosts = fit.fits ? Object.values(fit.placement.hosts) : [];
  const racks = hosts.map((id) => pool.resources.hosts.find((one) => one.id === id)?.rack);
  expect(racks.length).toBeGreaterThan(0);
  expect(racks).not.toContain(rack);

  const [condition] = pool.conditions;
  const ended = await admin.pools.endCondition({ id: lab, condition: condition!.id });
  expect(ended).toMatchObject({ pool: { conditions: [] }, ended: [condition!.id] });
});

test("who is on hundreds of things, named one by one, is told as of their racks", async () => {
  const window = { start: at(40), end: at(41) };
  const idempotencyKey = "on hundreds of hosts";
  const booked = await architect.environments.request({
    name: "On hundreds",
    pool: lab,
    design: small,
    window,
    idempotencyKey,
  });
  const { resources } = await poolNow();
  const named = resources.hosts.map(({ id }) => ({ sort: "host", id }) as const);
  expect(named.length).toBeGreaterThan(400);
  const racks = resources.racks.map(({ name }) => ({ sort: "rack", id: name }) as const);
  const rows = (of: typeof named | typeof racks) =>
    architect.pools.holderRows({ id: lab, of, ...window });
  const one = await rows(named);
  expect(one.rows.map(({ id }) => id)).toContain(booked.id);
  const hosts = new Set(resources.hosts.map(({ name }) => name));
  const onHosts = (page: typeof one) =>
    page.rows.map(({ id, things }) => [id, things.filter((thing) => hosts.has(thing))]);
  expect(onHosts(await rows(racks))).toEqual(onHosts(one));
  const most = Array.from({ length: MOST_ASKED }, (_, index) => named[index % named.length]!);
  expect(await rows(most)).toEqual(one);
  const refused = await rows([...most, named[0]!]).then(() => null, faultOf);
  expect(refused?.code).toBe("input-invalid");
  await architect.environments.release({ id: booked.id });
});

test("what the lab has not is not taken out of use", async () => {
  const out = { kind: "draining", start: at(100), end: null, why: "A slip of the pen" } as const;
  for (const scope of [
    { sort: "rack", id: "R0" },
    { sort: "host", id: "R1" },
  ] as const) {
    const refused = admin.pools.beginCondition({ id: lab, scope, ...out });
    await expect(refused).rejects.toMatchObject({ code: "not-found" });
  }
});

test("maintenance of the whole lab leaves room before and after, none during", async () => {
  const every = Array.from({ length: RACKS }, (_, index) => `R${index + 1}`);
  for (const rack of every)
    await admin.pools.beginCondition({
      id: lab,
      kind: "maintenance",
      scope: { sort: "rack", id: rack },
      start: at(100),
      end: at(110),
      why: "Power",
    });
  const fits = async (from: number, to: number): Promise<boolean> => {
    const window = { start: at(from), end: at(to) };
    return (await architect.environments.fit({ pool: lab, design: small, window })).fits;
  };
  expect(await fits(90, 99)).toBe(true);
  expect(await fits(90, 101)).toBe(false);
  expect(await fits(103, 104)).toBe(false);
  expect(await fits(111, 112)).toBe(true);
});

test("the pool's history says who did what, newest first", async () => {
  const history = await admin.pools.changes({ id: lab });
  const types = history.map(({ body }) => body.type);
  expect(types.slice(0, RACKS)).toEqual(Array(RACKS).fill("condition-begun"));
  expect(types.slice(RACKS)).toEqual([
    "condition-ended",
    "condition-begun",
    "inventory",
    "inventory",
    "inventory",
    "added",
  ]);
  expect(history.at(-2)?.body).toMatchObject({ total: imported });
  expect(new Set(history.map(({ by }) => by)).size).toBe(1);
});

test("what counts for placements stays as it is told, whatever else is written down or found", async () => {
  const weights = { trunks: 1, hosts: 0, wholeHosts: 0.5, cost: 2, spread: 0 };
  const hosts = (await poolNow()).resources.hosts.length;
  await expect(architect.pools.weigh({ id: lab, weights })).rejects.toSatisfy(
    (error) => faultOf(error).code === "forbidden",
  );
  expect((await admin.pools.weigh({ id: lab, weights })).resources.weights).toEqual(weights);
  await admin.pools.put({ id: lab, sort: "rack", values: { name: "R-new" } });
  expect((await admin.pools.refresh({ id: lab })).resources.weights).toEqual(weights);
  expect((await poolNow()).resources.hosts).toHaveLength(hosts);
  const bodies = (await admin.pools.changes({ id: lab })).map(({ body }) => body);
  expect(bodies).toContainEqual(expect.objectContaining({ type: "weights", after: weights }));
});

test("of two who write at once neither undoes the other's", async () => {
  const put = (name: string, values: object) =>
    admin.pools.put({ id: lab, sort: "host", values: { name, ...values } });
  const weights = { trunks: 1, hosts: 0.05, wholeHosts: 0, cost: 0, spread: 0.5 };
  await Promise.all([
    put("R2-1", { owner: "Ada", hourlyCost: 2 }),
    put("R2-2", { owner: "Bob", exclusive: true }),
    admin.pools.weigh({ id: lab, weights }),
  ]);
  const { hosts, weights: kept } = (await poolNow()).resources;
  const found = (name: string) => hosts.find((host) => host.name === name);
  expect(found("R2-1")).toMatchObject({ owner: "Ada", hourlyCost: 2 });
  expect(found("R2-2")).toMatchObject({ owner: "Bob", exclusive: true });
  expect(kept).toEqual(weights);
});

test("ranges are written by hand, told in the history, and refused where no switch knows them", async () => {
  const before = (await poolNow()).resources;
  const outsideAddresses = ["203.0.113.200", "203.0.113.201"];
  const changed = await admin.pools.setRanges({
    id: lab,
    vlans: [
      { first: 400, last: 499 },
      { first: 200, last: 299 },
    ],
    outsideAddresses,
  });
  expect(changed.resources).toEqual({
    ...before,
    vlans: [
      { first: 200, last: 299 },
      { first: 400, last: 499 },
    ],
    outsideAddresses,
  });
  const [line] = await admin.pools.changes({ id: lab, limit: 1 });
  expect(line?.body).toMatchObject({ type: "inventory" });
  const vlans = [{ first: 0, last: 5000 }];
  const refused = await admin.pools.setRanges({ id: lab, vlans, outsideAddresses }).catch(faultOf);
  expect(refused).toMatchObject({ code: "input-invalid" });
  await admin.pools.setRanges({
    id: lab,
    vlans: before.vlans,
    outsideAddresses: before.outsideAddresses ?? [],
  });
});

test("the history is read, too, where a field is there for the first time", async () => {
  const put = (values: object) =>
    admin.pools.put({ id: lab, sort: "licence", values: { product: "cad", ...values } });
  await put({ seats: 5 });
  await put({ until: "2030-12-31T23:59:59Z", owner: "IT" });
  const [line] = await admin.pools.changes({ id: lab, limit: 1 });
  expect(line?.body).toMatchObject({
    things: [
      {
        differences: [
          { field: "until", before: null, after: "2030-12-31T23:59:59Z" },
          { field: "owner", before: null, after: "IT" },
        ],
      },
    ],
  });
});
