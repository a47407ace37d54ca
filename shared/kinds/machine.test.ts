import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import type { DesignNode } from "../design/design.ts";
import { resolveNode, type ResolvedNode } from "./resolve.ts";

function machine(properties: DesignNode["properties"]): ResolvedNode {
  const node = { kind: "machine", name: "m", count: 1, position: { x: 0, y: 0 }, properties };
  return resolveNode("m", node, starterCatalogue());
}

describe("a machine", () => {
  test("has the size of its type", () => {
    const { demand, ports, summary } = machine({ machineType: "vm-arm-large" });
    expect(demand.compute).toEqual({
      architecture: "arm64",
      cores: 8,
      memoryMiB: 16384,
      diskGiB: 100,
      bareMetal: false,
      features: [],
    });
    expect(ports).toMatchObject([
      { id: "nic", medium: "ethernet", count: 8, speedMbps: 10_000 },
      { id: "disk", medium: "storage", count: null },
    ]);
    expect(summary).toBe("8 cores, 16 GiB · no operating system");
  });

  test("takes what the architect set differently, and keeps the rest of its type", () => {
    const { demand, ports } = machine({ machineType: "vm-large", cores: 2, interfaces: 3 });
    expect(demand.compute).toMatchObject({ cores: 2, memoryMiB: 8192, diskGiB: 80 });
    expect(ports[0]).toMatchObject({ count: 3 });
  });

  test("needs a whole host when its type is bare metal", () => {
    expect(machine({ machineType: "dell-poweredge-r670" }).demand.compute?.bareMetal).toBe(true);
  });

  test("of an unknown type still has a modest size, and is metered as what it claims to be", () => {
    const { demand, meters } = machine({ machineType: "vm-imaginary" });
    expect(demand.compute).toMatchObject({ architecture: "amd64", cores: 1 });
    expect(meters).toEqual([{ meter: "instance", item: "vm-imaginary", quantity: "1" }]);
  });

  test("meters its type, its system and each application once", () => {
    const { meters } = machine({
      machineType: "vm-small",
      operatingSystem: "debian-13",
      applications: ["apache", "php", "apache"],
    });
    expect(meters.map(({ meter, item }) => `${meter} ${item}`)).toEqual([
      "instance vm-small",
      "software debian-13",
      "software apache",
      "software php",
    ]);
  });

  test.each([
    ["2/8", { least: 2, most: 8 }],
    ["3/3", { least: 3, most: 3 }],
    ["", null],
  ])("whose number follows the load says between how many: %s", (copies, between) => {
    const { issues, copies: read } = machine({ copies });
    expect([read, issues]).toEqual([between, []]);
  });

  test.each(["8/2", "0/2", "2", "2/8/9", "a/b", "1/10001", 3])(
    "says between how many there are in no other way: %s",
    (copies) => {
      const { issues, copies: read } = machine({ copies });
      expect([read, issues.map(({ property }) => property)]).toEqual([null, ["copies"]]);
    },
  );

  test("that is parked is its disk: nothing else of it is metered, and its size stays what it is", () => {
    const { demand, meters, summary } = machine({ machineType: "vm-large", parked: true });
    expect(demand.compute).toMatchObject({ cores: 4, memoryMiB: 8192, diskGiB: 80, parked: true });
    expect(meters).toEqual([{ meter: "storage", item: "local-disk", quantity: "80" }]);
    expect(summary).toContain("parked");
  });

  test("says what is wrong with a property and goes on with its default", () => {
    const { issues, properties } = machine({ cores: 0, machineType: "vm-large" });
    expect(issues).toEqual([
      { property: "cores", message: "Enter a whole number from 1 to 1024." },
    ]);
    expect(properties).toMatchObject({ cores: null, machineType: "vm-large" });
  });
});
