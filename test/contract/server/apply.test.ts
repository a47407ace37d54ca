import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changePlanLines } from "../../../electron/cli/show/change-plan.ts";
import { applyEdits, type DesignEdit } from "../../../shared/design/edit.ts";
import type { Design } from "../../../shared/design/design.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { differenceLines } from "../../../shared/plan/difference-text.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../../shared/protocol/environment.ts";
import { faultOf } from "../../../shared/protocol/errors.ts";
import { ROLES } from "../../../shared/protocol/roles.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { releaseFully, sendDesign, untilState } from "../../support/environments.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";

const machine = { kind: "machine", operatingSystem: "debian-12", memoryMiB: 2048 };
const DESIGN = sketch(
  "Shop",
  { lan: { kind: "subnet", cidr: "10.0.0.0/24" }, web: machine, db: machine },
  ["web:nic lan:net", "db:nic lan:net"],
);

let inner: InnerDaemon;
let connection: TestConnection;
let client: LabwrightClient;
let pool: string;
beforeAll(async () => {
  inner = await startInnerDaemon();
  connection = await connect(inner.daemon.url, (await inner.addUser("acme", ROLES)).token);
  ({ client } = connection);
  pool = (
    await client.pools.add({
      name: "Two hosts",
      connection: { driver: "simulated", hosts: 2, speed: 200 },
    })
  ).id;
});
afterAll(async () => {
  connection.socket.terminate();
  await inner.stop();
});

const grow: DesignEdit = { type: "set-property", id: "db", property: "memoryMiB", value: 4096 };
const drop: DesignEdit = { type: "remove-node", id: "web" };
const add: readonly DesignEdit[] = [
  { type: "put-node", id: "alpha", node: { ...DESIGN.nodes["web"]!, name: "alpha" } },
  {
    type: "put-link",
    id: "alpha-lan",
    link: { ...DESIGN.links["web-lan"]!, from: { node: "alpha", port: "nic" } },
  },
];
const CHANGED = applyEdits(DESIGN, [grow, drop, ...add]);

function apply(view: EnvironmentView, design: Design, idempotencyKey: string = randomUUID()) {
  const { id, revision } = view;
  return client.environments.apply({ id, design, revision, idempotencyKey });
}

async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "nothing",
    (thrown: unknown) => faultOf(thrown).code,
  );
}

test("a running environment becomes what its changed design says, and what stays goes on", async () => {
  const sent = await sendDesign(client, pool, DESIGN);
  const ready = await untilState(client, sent.id, "ready");
  const plan = await client.environments.plan({ id: sent.id, design: CHANGED });
  expect(plan).toMatchObject({ revision: 1, stops: [], refusals: [] });
  const host = ready.placement!.hosts["db.1"]!;
  expect(differenceLines(plan.change!)).toEqual([
    expect.stringMatching(/^Add machine alpha: .* on host-00\d$/),
    "Change machine db: memory 2 GiB → 4 GiB",
    expect.stringMatching(/^Remove machine web, losing its disk of \d+ GiB$/),
  ]);
  expect(Number(plan.price.rest.before)).toBeGreaterThan(0);

  const key = randomUUID();
  const applied = await apply(ready, CHANGED, key);
  expect(applied).toMatchObject({ revision: 2, state: "provisioning" });
  // The answer was lost: asking again changes nothing further.
  expect((await apply(ready, CHANGED, key)).revision).toBe(2);
  expect(await refusal(apply(ready, DESIGN))).toBe("environment-changed");
  expect(await refusal(apply(ready, DESIGN, key))).toBe("idempotency-conflict");

  const changed = await untilState(client, sent.id, "ready");
  expect(changed.status.map(({ id }) => id).toSorted()).toEqual(["alpha.1", "db.1", "lan.1"]);
  expect(changed.instances).toEqual({ total: 2, running: 2, failed: 0 });
  expect(changed.placement!.hosts["db.1"]).toBe(host);
  const address = (view: EnvironmentView) => view.status.find(({ id }) => id === "db.1")?.addresses;
  expect(address(changed)).toEqual(address(ready));
  expectNoGap(changed, "db.1");
  expect(changed.usage.filter(({ instance, end }) => instance === "web.1" && end === null)).toEqual(
    [],
  );

  // Undone: the very same plan the other way round.
  const back = await apply(changed, DESIGN);
  expect(back.revision).toBe(3);
  const undone = await untilState(client, sent.id, "ready");
  expect(undone.status.map(({ id }) => id).toSorted()).toEqual(["db.1", "lan.1", "web.1"]);
  expectNoGap(undone, "db.1");
  const held = await inner.store.holdings(pool, { start: sent.start, end: sent.end }, sent.start);
  expect(held.map(({ resource, quantity }) => ({ resource, quantity }))).toEqual(
    undone.placement!.claims,
  );
  await releaseFully(client, sent.id);
  expect(await refusal(apply(undone, CHANGED))).toBe("environment-over");
});

/** Every meter of an instance was read all the time: each segment begins where the one before ended. */
function expectNoGap({ usage }: EnvironmentView, instance: string): void {
  const own = usage.filter((segment) => segment.instance === instance);
  const meters = Map.groupBy(own, ({ meter, item }) => `${meter} ${item}`);
  for (const segments of meters.values()) {
    const ordered = segments.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    ordered.forEach((segment, index) =>
      expect(segment.end).toBe(ordered[index + 1]?.start ?? segment.end),
    );
  }
  expect(own.some(({ end }) => end === null)).toBe(true);
}

test("less storage in a running environment is a smaller charge from then on, down to its lines", async () => {
  const volume = { kind: "storage", capacityGiB: 20 };
  const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
  const drawn = sketch("Files", { lan, db: machine, large: volume }, [
    "db:nic lan:net",
    "large:attach db:disk",
  ]);
  const sent = await sendDesign(client, pool, drawn);
  const ready = await untilState(client, sent.id, "ready");
  const shrink: DesignEdit = {
    type: "set-property",
    id: "large",
    property: "capacityGiB",
    value: 5,
  };
  expect(await refusal(apply(ready, applyEdits(drawn, [shrink])))).toBe("part-cannot-change");
  // What is on it would be lost: it is taken out, and a smaller one is put in.
  const link = Object.keys(drawn.links).find((id) => drawn.links[id]!.from.node === "large")!;
  const replaced = applyEdits(drawn, [
    { type: "remove-node", id: "large" },
    {
      type: "put-node",
      id: "small",
      node: {
        ...drawn.nodes["large"]!,
        name: "small",
        properties: { ...drawn.nodes["large"]!.properties, capacityGiB: 5 },
      },
    },
    {
      type: "put-link",
      id: "small-db",
      link: { ...drawn.links[link]!, from: { node: "small", port: "attach" } },
    },
  ]);
  await apply(ready, replaced);
  const { usage } = await untilState(client, sent.id, "ready");
  const own = (node: string) => usage.filter((one) => one.node === node && one.meter === "storage");
  expect(own("large")).toMatchObject([{ level: "20", end: expect.any(String) }]);
  expect(own("small")).toMatchObject([{ level: "5", end: null }]);

  const { lines } = await client.environments.statement({ id: sent.id });
  const month = (node: string): number => {
    const [line, ...others] = lines.filter((one) => one.node === node && one.meter === "storage");
    const [segment] = own(node);
    expect(others).toEqual([]);
    expect(line!.end).toBe(segment!.end ?? line!.end);
    // How long a month is whose GiB it is charged by, in days.
    const time = Date.parse(line!.end) - Date.parse(segment!.start);
    return (Number(segment!.level) * time) / Number(line!.quantity) / 86_400_000;
  };
  for (const node of ["large", "small"]) {
    const days = month(node);
    expect([28, 29, 30, 31]).toContain(Math.round(days));
    expect(days).toBeCloseTo(Math.round(days), 6);
  }
  await releaseFully(client, sent.id);
});

test("what the lab cannot hold or the rules refuse is planned with its reasons, and changes nothing", async () => {
  const sent = await sendDesign(client, pool, DESIGN);
  const huge = applyEdits(DESIGN, [
    { type: "change-node", id: "web", change: { count: 5 } },
    { type: "set-property", id: "web", property: "cores", value: 48 },
  ]);
  const plan = await client.environments.plan({ id: sent.id, design: huge });
  expect(plan.refusals.map(({ code }) => code)).toContain("not-enough-cores");
  expect(plan.change).toBeNull();
  expect(await refusal(apply(sent, huge))).toBe("does-not-fit");
  const wrong = applyEdits(DESIGN, [
    { type: "set-property", id: "lan", property: "cidr", value: "10.0.0.0/99" },
  ]);
  const stopped = await client.environments.plan({ id: sent.id, design: wrong });
  expect(stopped.stops.map(({ code }) => code)).toEqual(["design-has-errors"]);
  expect(await refusal(apply(sent, wrong))).toBe("design-has-errors");
  expect((await client.environments.get({ id: sent.id })).revision).toBe(1);
  await releaseFully(client, sent.id);
});

test("a volume stays on storage that is out of use: all else is changed beside it, and nothing more of it is given", async () => {
  const volume = { kind: "storage", capacityGiB: 20 };
  const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
  const drawn = sketch("Files", { lan, db: machine, files: volume }, [
    "db:nic lan:net",
    "files:attach db:disk",
  ]);
  const sent = await sendDesign(client, pool, drawn);
  let view = await untilState(client, sent.id, "ready");
  const [storage] = Object.values(view.placement!.storage);
  const scope = { sort: "storage" as const, id: storage! };
  const start = new Date(Date.now() - 1000).toISOString();
  const more = (capacityGiB: number): DesignEdit => {
    return { type: "set-property", id: "files", property: "capacityGiB", value: capacityGiB };
  };
  const another: DesignEdit = {
    type: "put-node",
    id: "further",
    node: { ...drawn.nodes["files"]!, name: "further" },
  };
  const windows = { draining: null, maintenance: new Date(Date.now() + 600_000).toISOString() };
  for (const [index, kind] of (["draining", "maintenance"] as const).entries()) {
    const end = windows[kind];
    const out = { scope, kind, start, end, why: "New disks" };
    const { affected, pool: drained } = await client.pools.beginCondition({ id: pool, ...out });
    expect(affected).toMatchObject([{ id: sent.id, outcome: "warned" }]);
    const grown = applyEdits(drawn, [{ ...grow, value: 4096 * (index + 1) }]);
    const plan = await client.environments.plan({ id: sent.id, design: grown });
    expect(plan).toMatchObject({ stops: [], refusals: [] });
    expect(plan.change!.parts.map(({ id, change }) => `${id} ${change}`)).toEqual(["db.1 changed"]);
    await apply(view, grown);
    view = await untilState(client, sent.id, "ready");
    expect(Object.values(view.placement!.storage)).toEqual([storage]);
    expect(await refusal(apply(view, applyEdits(grown, [more(21)])))).toBe("does-not-fit");
    await apply(view, applyEdits(grown, [another]));
    view = await untilState(client, sent.id, "ready");
    expect(view.placement!.storage["files.1"]).toBe(storage);
    expect(view.placement!.storage["further.1"]).not.toBe(storage);
    await apply(view, grown);
    view = await untilState(client, sent.id, "ready");
    const [condition] = drained.conditions;
    await client.pools.endCondition({ id: pool, condition: condition!.id });
  }
  // Back in use it gives more again.
  await apply(view, applyEdits(drawn, [more(30)]));
  await untilState(client, sent.id, "ready");
  await releaseFully(client, sent.id);
});

test("machines on a host out of use go elsewhere, and stay where there is nothing else, while all else is changed", async () => {
  const { id: only } = await client.pools.add({
    name: "One host",
    connection: { driver: "simulated", hosts: 1, speed: 200 },
  });
  const sent = await sendDesign(client, only, DESIGN);
  const ready = await untilState(client, sent.id, "ready");
  const [host] = Object.values(ready.placement!.hosts);
  const start = new Date(Date.now() - 1000).toISOString();
  const scope = { sort: "host" as const, id: host! };
  const out = { scope, kind: "draining", start, end: null, why: "New disks" } as const;
  const { affected, pool: drained } = await client.pools.beginCondition({ id: only, ...out });
  expect(affected).toMatchObject([{ id: sent.id, outcome: "warned" }]);
  // Who wants to move is told why there is no way.
  const moving = await client.environments.plan({ id: sent.id, design: DESIGN });
  expect(moving.refusals).not.toEqual([]);
  const less = applyEdits(DESIGN, [drop]);
  const plan = await client.environments.plan({ id: sent.id, design: less });
  expect(plan).toMatchObject({ stops: [], refusals: [] });
  expect(plan.change!.parts.map(({ id, change }) => `${id} ${change}`)).toEqual(["web.1 removed"]);
  // Nor is who changes something as well left to find out that nothing was moved.
  const { name } = drained.resources.hosts[0]!;
  expect(plan.staying).toMatchObject({ names: ["db"], things: [name] });
  expect(plan.staying!.refusals).not.toEqual([]);
  expect(changePlanLines(plan)).toContain(`Not moved: db stays on ${name}, which is out of use`);
  const key = randomUUID();
  const applied = await apply(ready, less, key);
  // Whose answer was lost asks again, and hears that it was done.
  expect((await apply(ready, less, key)).revision).toBe(2);
  const changed = await untilState(client, sent.id, "ready");
  expect(applied.revision).toBe(2);
  expect(changed.placement!.hosts).toEqual({ "db.1": host });
  expectNoGap(changed, "db.1");
  // Nothing new comes, and nothing grows there.
  for (const edits of [[grow], add])
    expect(await refusal(apply(changed, applyEdits(less, edits)))).toBe("does-not-fit");
  await client.pools.endCondition({ id: only, condition: drained.conditions[0]!.id });
  await apply(changed, applyEdits(less, [grow]));
  await untilState(client, sent.id, "ready");
  await releaseFully(client, sent.id);
});
