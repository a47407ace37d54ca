import { expect, test } from "vitest";
import { designSchema } from "./design.ts";
import { sketch } from "./sketch.ts";

test("makes a valid design with names, counts and properties", () => {
  const design = sketch("Shop", {
    web: { kind: "machine", count: 12, machineType: "vm-small" },
    lan: { kind: "subnet", name: "LAN", cidr: undefined },
  });
  expect(designSchema.parse(design)).toEqual(design);
  expect(design.nodes["web"]).toMatchObject({
    name: "web",
    count: 12,
    properties: { machineType: "vm-small" },
  });
  expect(design.nodes["lan"]).toMatchObject({ name: "LAN", count: 1, properties: {} });
});

test("reads links with their settings and tells parallel ones apart", () => {
  const { links } = sketch("Shop", {}, [
    "web:nic lan:net bandwidthMbps=100 vlan=7",
    "web:nic:1 lan:net",
  ]);
  expect(links).toEqual({
    "web-lan": {
      from: { node: "web", port: "nic" },
      to: { node: "lan", port: "net" },
      bandwidthMbps: 100,
      vlan: 7,
    },
    "web-lan-2": { from: { node: "web", port: "nic", index: 1 }, to: { node: "lan", port: "net" } },
  });
});

test("places nodes apart, or where they are told", () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`n${index}`, { kind: "machine" }]),
  );
  const { nodes: placed } = sketch("x", { ...nodes, far: { kind: "machine", at: [-5, 7] } });
  const places = Object.values(placed).map(({ position }) => `${position.x},${position.y}`);
  expect(new Set(places).size).toBe(10);
  expect(places).toContain("-5,7");
});

test("refuses a link that names no port", () => {
  expect(() => sketch("x", {}, ["web lan:net"])).toThrow("node:port");
});
