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
  const bill = await client.environments.quote({ design, window: { start, end } });
  expect(new Set(bill.charges.map(({ node }) => node))).toContain("shop.2/cell.1/web");
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
  expect(new Set(final.charges.map(({ node }) => node))).toContain("shop.1/cell.2/web");
});

test("a design whose component is missing is refused", async () => {
  const { components: _lost, ...without } = design;
  const refused = await sendDesign(client, pool, without).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ data: { where: "component-missing" } });
});
