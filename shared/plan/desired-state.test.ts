import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import type { Design } from "../design/design.ts";
import { sketch } from "../design/sketch.ts";
import { resolveNodes } from "../kinds/resolve.ts";
import { desiredState } from "./desired-state.ts";
import type { DesiredInstance, DesiredState } from "./desired.ts";

const catalogue = starterCatalogue();

/** Every machine on one host; VLAN 7 for `lan`, an address for the link `gate-world`. */
function stateOf(design: Design, managementId = "0".repeat(32)): ReturnType<typeof desiredState> {
  const instances = [...resolveNodes(design, catalogue).values()].flatMap(({ id, count }) =>
    Array.from({ length: count }, (_, index) => `${id}.${index + 1}`),
  );
  const placement = {
    pool: "lab",
    hosts: Object.fromEntries(instances.map((id) => [id, "host-1"])),
    switches: {},
    storage: Object.fromEntries(instances.map((id) => [id, "array"])),
    vlans: { lan: 7 },
    outsideAddresses: { "gate-world": "192.0.2.1" },
    claims: [],
  };
  return desiredState({ design, catalogue, placement, managementId });
}

function good(design: Design, managementId?: string): DesiredState {
  const made = stateOf(design, managementId);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

function instance(state: DesiredState, id: string): DesiredInstance {
  const found = state.instances.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
const dmz = { kind: "subnet", cidr: "10.0.1.0/24" };

describe("networks", () => {
  test("are one per subnet, per bare cable and per way outside, unlinked subnets too", () => {
    const { networks } = good(
      sketch(
        "Three sorts",
        {
          lan,
          dmz,
          gate: { kind: "router" },
          core: { kind: "router" },
          world: { kind: "internet", name: "World" },
        },
        ["gate:nic lan:net", "gate:nic core:nic", "gate:nic world:net"],
      ),
    );
    expect(networks).toEqual([
      { id: "dmz", name: "dmz", type: "subnet", cidr: "10.0.1.0/24", vlan: null },
      { id: "lan", name: "lan", type: "subnet", cidr: "10.0.0.0/24", vlan: 7 },
      { id: "gate-core", name: "gate – core", type: "cable", cidr: "169.254.1.0/30", vlan: null },
      { id: "world", name: "World", type: "outside", cidr: null, vlan: null },
    ]);
  });
});

describe("interfaces", () => {
  const design = sketch(
    "LAN",
    {
      lan,
      world: { kind: "internet", bandwidthMbps: 50 },
      slow: { kind: "switch", speedMbps: 100 },
      gate: { kind: "router" },
      web: { kind: "machine", count: 2 },
      db: { kind: "machine" },
      idle: { kind: "machine" },
    },
    [
      "gate:nic lan:net",
      "gate:nic world:net",
      "slow:port lan:net",
      "web:nic slow:port",
      "db:nic lan:net bandwidthMbps=250",
    ],
  );
  const state = good(design);

  test("have addresses in their subnet and lead to the router", () => {
    const web = instance(state, "web.2");
    expect(web.interfaces.map(({ network, address }) => [network, address])).toEqual([
      ["lan", "10.0.0.4/24"],
    ]);
    expect(web.routes).toEqual([{ destination: "default", via: "10.0.0.1" }]);
    expect(instance(state, "idle.1").interfaces).toEqual([]);
  });

  test("are limited by what the link names, else by anything slower on the way", () => {
    const limits = (id: string) => instance(state, id).interfaces.map(({ limitMbps }) => limitMbps);
    expect(limits("web.1")).toEqual([100]);
    expect(limits("db.1")).toEqual([250]);
    expect(limits("gate.1")).toEqual([null, 50]);
  });

  test("outside have the address that the placement chose", () => {
    expect(instance(state, "gate.1").interfaces[1]).toMatchObject({
      name: "eth1",
      network: "world",
      address: "192.0.2.1/32",
    });
  });

  test("have locally administered MACs, the same on every try and others in another environment", () => {
    const macs = (id: string) =>
      good(design, id).instances.flatMap((one) => one.interfaces.map(({ mac }) => mac));
    const [first, second] = [macs("a".repeat(32)), macs("b".repeat(32))];
    expect(macs("a".repeat(32))).toEqual(first);
    expect(new Set([...first, ...second]).size).toBe(first.length * 2);
    for (const mac of first) expect(mac).toMatch(/^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/);
  });
});

describe("filters", () => {
  const firewall = (...rules: readonly object[]): Design =>
    sketch(
      "Filtered",
      {
        lan,
        dmz,
        world: { kind: "internet", name: "the world" },
        gate: { kind: "firewall", rules: rules as never, defaultAction: "deny" },
        web: { kind: "machine", name: "Web", count: 2 },
        lone: { kind: "machine", name: "Lone" },
      },
      ["gate:nic lan:net", "gate:nic dmz:net", "gate:nic world:net", "web:nic dmz:net"],
    );
  const ends = (source: string, destination: string) => {
    const { filter } = instance(good(firewall({ source, destination })), "gate.1");
    return filter?.rules.map((rule) => [rule.sources, rule.destinations]);
  };

  test("name machines by all their addresses, subnets by their range, networks by themselves", () => {
    expect(ends("lan", "Web")).toEqual([[["10.0.0.0/24"], ["10.0.1.2/32", "10.0.1.3/32"]]]);
    expect(ends("10.9.8.7/16", "any")).toEqual([[["10.9.0.0/16"], []]]);
    expect(ends("10.9.8.7", "fd00::1")).toEqual([[["10.9.8.7/32"], ["fd00::1/128"]]]);
  });

  test("take the Internet for everything but the design's own subnets", () => {
    const [[sources] = []] = ends("the world", "any") ?? [];
    expect(sources).toContain("128.0.0.0/1");
    expect(sources).toContain("10.0.2.0/23");
    expect(
      sources?.some((block) => block.startsWith("10.0.0.") || block.startsWith("10.0.1.")),
    ).toBe(false);
    expect(sources?.some((block) => block.includes(":"))).toBe(false);
  });

  test("leave out a rule about a machine without an address, which can match nothing", () => {
    expect(ends("Lone", "any")).toEqual([]);
  });

  test("are refused when a rule names nothing, for no address would mean any", () => {
    expect(stateOf(firewall({ source: "nobody" }))).toMatchObject({
      ok: false,
      error: { code: "design-invalid", where: "gate" },
    });
  });
});

describe("load balancers", () => {
  const nodes = {
    lan,
    dmz,
    gate: { kind: "router" },
    balancer: { kind: "load-balancer", port: 80 },
    web: { kind: "machine", count: 2, operatingSystem: "debian-13", applications: ["apache"] },
    plain: { kind: "machine", operatingSystem: "debian-13" },
  };

  test("spread over the machines of their subnets that serve the port", () => {
    const links = [
      "balancer:nic lan:net",
      "web:nic lan:net",
      "web:nic dmz:net",
      "plain:nic lan:net",
    ];
    const state = good(sketch("Near", nodes, links));
    expect(instance(state, "balancer.1").balancer).toEqual({
      port: 80,
      protocol: "http",
      backends: ["10.0.0.4:80", "10.0.0.5:80"],
    });
  });

  test("reach over a router where there are none near", () => {
    const links = [
      "balancer:nic lan:net",
      "gate:nic lan:net",
      "gate:nic dmz:net",
      "web:nic dmz:net",
    ];
    const state = good(sketch("Far", nodes, links));
    expect(instance(state, "balancer.1").balancer?.backends).toEqual([
      "10.0.1.2:80",
      "10.0.1.3:80",
    ]);
  });
});

describe("machines", () => {
  test("have valid, distinct host names made of what people read", () => {
    const state = good(
      sketch("Names", {
        a: { kind: "machine", name: "Büro Süd", count: 2 },
        b: { kind: "machine", name: "büro-süd-2" },
        c: { kind: "machine", name: "42" },
        d: { kind: "machine", name: "語" },
        e: { kind: "machine", name: "x".repeat(80), count: 2 },
        f: { kind: "machine", name: "x".repeat(80), count: 2 },
      }),
    );
    const names = state.instances.map(({ hostname }) => hostname);
    expect(names.slice(0, 5)).toEqual(["buro-sud-1", "buro-sud-2", "buro-sud-2-2", "node-42", "d"]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });

  test("install what an application requires on the same machine before it", () => {
    const requiring = catalogue.data.applications.find(
      ({ requires, operatingSystems }) =>
        requires.some(({ reach }) => reach === "same-machine") &&
        operatingSystems.includes("debian-13"),
    );
    const needed = requiring?.requires.find(({ reach }) => reach === "same-machine")?.anyOf[0];
    if (requiring === undefined || needed === undefined) throw new Error("none in the catalogue");
    const state = good(
      sketch("Order", {
        app: {
          kind: "machine",
          operatingSystem: "debian-13",
          applications: [requiring.id, needed],
        },
      }),
    );
    expect(instance(state, "app.1").applications.map(({ id }) => id)).toEqual([
      needed,
      requiring.id,
    ]);
  });

  test("attach volumes in turn", () => {
    const state = good(
      sketch(
        "Volumes",
        { web: { kind: "machine", count: 3 }, disk: { kind: "storage", count: 2, shared: true } },
        ["web:disk disk:attach"],
      ),
    );
    expect(state.instances.map(({ volumes }) => volumes)).toEqual([
      ["disk.1"],
      ["disk.2"],
      ["disk.1"],
    ]);
    expect(state.volumes.map(({ id, name, storage }) => [id, name, storage])).toEqual([
      ["disk.1", "disk-1", "array"],
      ["disk.2", "disk-2", "array"],
    ]);
  });
});
