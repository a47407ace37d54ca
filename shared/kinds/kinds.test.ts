import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import type { DesignNode } from "../design/design.ts";
import { resolveNode, type ResolvedNode } from "./resolve.ts";

function node(kind: string, properties: DesignNode["properties"] = {}): ResolvedNode {
  const drawn = { kind, name: "n", count: 1, position: { x: 0, y: 0 }, properties };
  return resolveNode("n", drawn, starterCatalogue());
}

describe("storage", () => {
  test("delivers what its class does, or what is asked of it", () => {
    expect(node("storage", { storageClass: "hdd-array" }).demand.volume).toEqual({
      capacityGiB: 100,
      bandwidthMbps: 2400,
    });
    const asked = node("storage", { storageClass: "hdd-array", bandwidthMbps: 400 });
    expect(asked.demand.volume?.bandwidthMbps).toBe(400);
    expect(asked.traits.volume).toEqual({ capacityGiB: 100, bandwidthMbps: 400, shared: false });
    expect(asked.summary).toBe("100 GiB, 400 Mb/s");
  });

  test("is attached by one machine unless it is shared", () => {
    expect(node("storage").ports[0]?.count).toBe(1);
    expect(node("storage", { shared: true }).ports[0]?.count).toBeNull();
  });

  test("is metered by its capacity", () => {
    expect(node("storage", { capacityGiB: 2048, storageClass: "nvme-array" }).meters).toEqual([
      { meter: "storage", item: "nvme-array", quantity: "2048" },
    ]);
  });
});

describe("switch", () => {
  test("has the ports of its model, uplinks only where the model has them", () => {
    const model = node("switch", { switchModel: "cisco-catalyst-9200l-24t-4g" });
    expect(model.ports.map(({ id, count }) => [id, count])).toEqual([
      ["port", 24],
      ["uplink", 4],
    ]);
    expect(node("switch", { switchModel: "netgear-gs308" }).ports.map(({ id }) => id)).toEqual([
      "port",
    ]);
  });

  test("can be made smaller or slower than its model, and is metered by its ports", () => {
    const slow = node("switch", { switchModel: "netgear-gs308", ports: 5, speedMbps: 100 });
    expect(slow.demand).toEqual({ switchPorts: { speedMbps: 100 } });
    expect(slow.meters).toEqual([{ meter: "port", item: "netgear-gs308", quantity: "5" }]);
    expect(slow.summary).toBe("5 ports, 100 Mb/s");
  });
});

describe("subnet", () => {
  test("keeps even a wrong range, for a rule to report", () => {
    const wrong = node("subnet", { cidr: "10.0.0.0/33" });
    expect(wrong.issues).toEqual([]);
    expect(wrong.traits.subnet).toEqual({ cidr: "10.0.0.0/33", vlan: null, gateway: null });
  });

  test("takes a VLAN and costs nothing", () => {
    const { demand, meters, summary } = node("subnet", { vlan: 7 });
    expect([demand, meters, summary]).toEqual([{ vlan: true }, [], "10.0.0.0/24 · VLAN 7"]);
  });
});

describe("appliances", () => {
  test.each(["router", "firewall", "load-balancer"])("%s runs as a small machine", (kind) => {
    const appliance = node(kind, { operatingSystem: "busybox", memoryMiB: 64 });
    expect(appliance.traits.software).toEqual({ operatingSystem: "busybox", applications: [] });
    expect(appliance.demand.compute).toMatchObject({ cores: 1, memoryMiB: 64, bareMetal: false });
    expect(appliance.meters).toEqual([{ meter: "appliance", item: kind, quantity: "1" }]);
  });

  test("a firewall fills in what a rule leaves out, and denies what no rule names", () => {
    const { traits, summary } = node("firewall", { rules: [{ protocol: "tcp", port: "80" }] });
    expect(traits.filter).toEqual({
      rules: [{ action: "allow", protocol: "tcp", source: "any", destination: "any", port: "80" }],
      defaultAction: "deny",
    });
    expect(summary).toBe("1 rule, otherwise deny");
  });

  test("a load balancer forwards connections, not packets", () => {
    const { traits } = node("load-balancer", { protocol: "tcp", port: 5432 });
    expect(traits.forwarding).toBe("proxy");
    expect(traits.balancer).toEqual({ protocol: "tcp", port: 5432 });
  });
});

describe("licence", () => {
  test("without a product is an unfinished drawing: it takes and costs nothing", () => {
    const { demand, meters, traits } = node("licence");
    expect([demand, meters, traits]).toEqual([
      {},
      [],
      { forwarding: "none", seats: { product: null, seats: 1 } },
    ]);
  });

  test("takes and is metered by its seats", () => {
    const { demand, meters } = node("licence", { product: "windows-11-pro", seats: 200 });
    expect(demand.seats).toEqual({ product: "windows-11-pro", seats: 200 });
    expect(meters).toEqual([{ meter: "licence", item: "windows-11-pro", quantity: "200" }]);
  });
});

test("the Internet is metered by its bandwidth and takes an outside address", () => {
  const { demand, meters } = node("internet", { bandwidthMbps: 100 });
  expect(demand.outsideAddresses).toBe(1);
  expect(meters).toEqual([{ meter: "bandwidth", item: "internet", quantity: "100" }]);
});
