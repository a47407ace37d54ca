import { afterAll, beforeAll, expect, test } from "vitest";
import { sketch } from "../../../shared/design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../../shared/design/sketch-component.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { releaseFully, sendDesign, untilState } from "../../support/environments.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";

const SERVER = { kind: "machine", machineType: "vm-small", operatingSystem: "debian-13" };

/** Two rows of two cells: components in a component, all of them on one subnet of the drawing. */
const row = sketchComponent("row", { cell: useOf("cell", { count: 2 }) }, [], {
  ports: { net: { title: "Network", node: "cell", port: "net" } },
});
const cell = sketchComponent(
  "cell",
  { web: SERVER, disk: { kind: "storage", capacityGiB: 4 } },
  ["web:disk disk:attach"],
  { ports: { net: { title: "Network", node: "web", port: "nic" } } },
);
const design = carrying(
  sketch(
    "Two rows",
    { lan: { kind: "subnet", cidr: "10.9.0.0/24" }, shop: useOf("row", { count: 2 }) },
    ["shop:net lan:net"],
  ),
  row,
  cell,
);

let inner: InnerDaemon;
let connection: TestConnection;
let client: LabwrightClient;
let pool: string;

beforeAll(async () => {
  inner = await startInnerDaemon();
  const { token } = await inner.addUser("first", ["architect", "lab-admin", "operator"]);
  connection = await connect(inner.daemon.url, token);
  client = connection.client;
  const made = await client.pools.add({
    name: "fast",
    connection: { driver: "simulated", hosts: 4, speed: 1000 },
  });
  pool = made.id;
});

afterAll(async () => {
  connection.socket.terminate();
  await inner.stop();
});

test("components in a component are quoted, provisioned, metered and released by their paths", async () => {
  const start = new Date(Date.now() + 3_600_000).toISOString();
  const end = new Date(Date.now() + 7_200_000).toISOString();
  const rated = await client.environments.quote({ design, window: { start, end } });
  expect(new Set(rated.lines.map(({ node }) => node))).toContain("shop.2/cell.1/web");
  const fit = await client.environments.fit({ design, pool, window: { start, end } });
  expect(fit.fits).toBe(true);

  const sent = await sendDesign(client, pool, design);
  const ready = await untilState(client, sent.id, "ready");
  const machines = ready.status.filter(({ node }) => node.endsWith("/web"));
  expect(machines.map(({ id }) => id)).toEqual([
    "shop.1/cell.1/web.1",
    "shop.1/cell.2/web.1",
    "shop.2/cell.1/web.1",
    "shop.2/cell.2/web.1",
  ]);
  expect(machines.map(({ name }) => name)).toEqual([
    "shop-1-cell-1-web",
    "shop-1-cell-2-web",
    "shop-2-cell-1-web",
    "shop-2-cell-2-web",
  ]);
  expect(machines.every(({ state }) => state === "running")).toBe(true);
  // The drawing comes back as it was sent, components and all.
  expect(ready.design).toEqual(design);

  await releaseFully(client, sent.id);
  const final = await client.environments.statement({ id: sent.id });
  expect(final.final).toBe(true);
  expect(new Set(final.lines.map(({ node }) => node))).toContain("shop.1/cell.2/web");
});

test("a design whose component is missing is refused", async () => {
  const { components: _lost, ...without } = design;
  const refused = await sendDesign(client, pool, without).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ data: { where: "component-missing" } });
});

test("a tenant shares a component, an operator publishes it, and others use it", async () => {
  const { token } = await inner.addUser("second", ["architect"]);
  const other = await connect(inner.daemon.url, token);
  const wanted = { component: "row", version: 1 };
  await client.components.save({ version: row, uses: [cell] });
  const hidden = await other.client.components.get(wanted).catch((thrown: unknown) => thrown);
  expect(hidden).toMatchObject({ code: "not-found" });

  await client.components.publish(wanted);
  expect(await other.client.components.list()).toMatchObject([{ ...wanted, own: false }]);
  expect(await other.client.components.get(wanted)).toEqual({ version: row, uses: [cell] });
  const kept = await client.components.remove(wanted).catch((thrown: unknown) => thrown);
  expect(kept).toMatchObject({ code: "component-published" });

  await client.components.withdraw(wanted);
  await client.components.remove(wanted);
  expect(await client.components.list()).toEqual([]);
  const events = await client.events.history({ limit: 500 });
  const changes = events.flatMap(({ body }) => (body.type === "component" ? body.change : []));
  expect(changes).toEqual(["removed", "withdrawn", "published", "saved"]);
  other.socket.terminate();
});

test.each([
  ["component-empty", sketchComponent("empty", {}), []],
  ["component-incomplete", row, []],
  ["component-in-itself", row, [sketchComponent("cell", { back: useOf("row") })]],
  [
    "component-expands-too-far",
    sketchComponent("wide", { cell: useOf("cell", { count: 9000 }) }),
    [
      sketchComponent("cell", { web: { ...SERVER }, more: useOf("deep", { count: 9000 }) }),
      sketchComponent("deep", { web: { ...SERVER } }),
    ],
  ],
  [
    "component-nested-too-deep",
    sketchComponent("outermost", { in: useOf("l300") }),
    Array.from({ length: 300 }, (_, level) =>
      sketchComponent(`l${level + 1}`, { in: level === 0 ? SERVER : useOf(`l${level}`) }),
    ),
  ],
  [
    "component-too-large",
    sketchComponent("heavy", { web: { ...SERVER, note: "x".repeat(1_100_000) } }),
    [],
  ],
])("the library refuses: %s", async (code, version, uses) => {
  const refused = await client.components
    .save({ version, uses })
    .catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code });
});
