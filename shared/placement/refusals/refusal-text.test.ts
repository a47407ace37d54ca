import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../catalogue/starter.ts";
import { sketch, type SketchNode } from "../../design/sketch.ts";
import { poolResourcesSchema, resourceIds, type Pool } from "../../pool/pool.ts";
import { place } from "../place.ts";
import type { Holding } from "../placement.ts";
import { refusalText } from "./refusal-text.ts";

const window = { start: "2026-11-21T08:00:00.000Z", end: "2026-11-21T12:00:00.000Z" };

const host = (id: string, cores = 8, memoryMiB = 16_384) => {
  return { id, name: id, architecture: "amd64", cores, memoryMiB, diskGiB: 100, uplinkMbps: 1000 };
};

function poolWith(resources: object): Pool {
  return {
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: "2026-01-01T00:00:00.000Z",
    conditions: [],
    resources: poolResourcesSchema.parse({ hosts: [host("h1"), host("h2")], ...resources }),
  };
}

/** Why these nodes do not fit, as a person reads it. */
function whyNot(
  resources: object,
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[] = [],
  held: readonly Holding[] = [],
): readonly string[] {
  const design = sketch("Test", nodes, links);
  const pool = poolWith(resources);
  const placed = place({ design, catalogue: starterCatalogue(), pool, window, held });
  return placed.ok ? [] : placed.error.map(refusalText);
}

const small = { kind: "machine", cores: 1, memoryMiB: 512, diskGiB: 1 };

describe("place says why not, with the numbers", () => {
  test("architecture", () => {
    expect(whyNot({}, { pi: { ...small, architecture: "arm64" } })).toEqual([
      "pi needs a host of architecture arm64; those that are up are amd64",
    ]);
  });

  test("one machine too large", () => {
    expect(whyNot({}, { big: { ...small, cores: 9 } })).toEqual([
      "big needs a host with 9 cores, 512 MiB, 1 GiB disk; the closest is h1 with 8 cores, 16 GiB, 100 GiB disk free",
    ]);
  });

  test("no host is up, or none is free of others", () => {
    const hosts = [host("h1"), host("h2")];
    expect(
      whyNot({ hosts: hosts.map((one) => Object.assign({ state: "down" }, one)) }, { web: small }),
    ).toEqual(["web needs a host, and none of the lab's is up"]);
    const without = (...states: readonly string[]) =>
      whyNot(
        { hosts: states.map((state, index) => Object.assign({ state }, host(`h${index}`))) },
        { web: small },
      );
    expect(without("drained")).toEqual([
      "web needs a host, and the lab's only one is out of use then",
    ]);
    expect(without("drained", "drained")).toEqual([
      "web needs a host, and all 2 of the lab's are out of use then",
    ]);
    expect(without("drained", "down")).toEqual([
      "web needs a host, and of the lab's 2, 1 out of use then, none is up",
    ]);
    const held = ["h1", "h2"].map((id) => {
      return { resource: resourceIds.host("lab", id, "cores"), quantity: 1, window };
    });
    expect(whyNot({}, { own: { ...small, wholeHost: true } }, [], held)).toEqual([
      "own needs a whole host with 1 core, 512 MiB, 1 GiB disk; none that suits is free of others",
    ]);
  });

  test("one machine too large names the host that comes closest", () => {
    const hosts = [host("fast", 64, 8192), host("roomy", 4, 65_536)];
    expect(whyNot({ hosts }, { db: { ...small, cores: 5, memoryMiB: 32_768 } })).toEqual([
      "db needs a host with 5 cores, 32 GiB, 1 GiB disk; the closest is roomy with 4 cores, 64 GiB, 100 GiB disk free",
    ]);
  });

  test("one place that lacks something is told, no mixture of several", () => {
    const hosts = [host("fast", 64, 8192), host("roomy", 4, 65_536)];
    const farm = { ...small, count: 5, memoryMiB: 4096, together: "host" };
    expect(whyNot({ hosts }, { farm })).toEqual([
      "farm has to stand on one host and needs 5 cores, 20 GiB, 5 GiB disk; the closest has 4 cores, 64 GiB, 100 GiB disk free",
    ]);
  });

  test("not enough in sum", () => {
    expect(whyNot({}, { many: { ...small, count: 9, cores: 2, memoryMiB: 4096 } })).toEqual([
      "Not enough amd64 cores: 18 needed, 16 free",
      "Not enough memory on amd64 hosts: 36 GiB needed, 32 GiB free",
    ]);
  });

  test("image", () => {
    const images = [{ alias: "debian/12", architecture: "amd64", description: "" }];
    expect(whyNot({ images }, { web: { ...small, operatingSystem: "debian-13" } })).toEqual([
      "The lab has no image of Debian 13 for amd64; import one with the alias debian/13",
    ]);
  });

  test("enough in sum, but in gaps", () => {
    expect(whyNot({}, { odd: { ...small, count: 3, cores: 5 } })).toEqual([
      "There is enough in sum, but the 3 machines do not go into the gaps of 2 hosts; the largest is h1 with 8 cores, 16 GiB, 100 GiB disk free",
    ]);
  });

  test("switches", () => {
    const switches = [{ id: "s1", name: "s1", ports: 3, speedMbps: 1000 }];
    const nodes = { sw: { kind: "switch", speedMbps: 1000 }, web: { ...small, count: 4 } };
    expect(whyNot({ switches }, nodes, ["web:nic sw:port"])).toEqual([
      "Not enough free switch ports: 4 needed, 3 free",
    ]);
    expect(whyNot({ switches }, { sw: { kind: "switch", speedMbps: 10_000 } })).toEqual([
      "Switch ports of 10 Gb/s are asked for by sw; the lab's fastest switch has 1 Gb/s",
    ]);
    expect(whyNot({ switches: [] }, nodes, ["web:nic sw:port"])).toEqual([]);
  });

  test("switches of other speeds are not counted in", () => {
    const switches = [
      { id: "fast", name: "fast", ports: 4, speedMbps: 10_000 },
      { id: "slow", name: "slow", ports: 48, speedMbps: 1000 },
    ];
    const nodes = {
      core: { kind: "switch", speedMbps: 10_000 },
      edge: { kind: "switch", speedMbps: 1000 },
      web: { ...small, count: 6 },
      desk: { ...small, count: 6 },
    };
    expect(whyNot({ switches }, nodes, ["web:nic core:port", "desk:nic edge:port"])).toEqual([
      "Not enough free switch ports of 10 Gb/s: 6 needed, 4 free",
    ]);
  });

  test("what goes whole into one place, and what only all of them together lack", () => {
    const storage = ["a", "b"].map((id) => {
      return { id, name: id, capacityGiB: 100, bandwidthMbps: 500 };
    });
    const disk = { kind: "storage", bandwidthMbps: 1 };
    const whyOf = (...sizes: readonly number[]) =>
      whyNot(
        { storage },
        Object.fromEntries(sizes.map((capacityGiB, at) => [`d${at}`, { ...disk, capacityGiB }])),
      );
    expect(whyOf(120)).toEqual([
      "Enough storage in sum, but d0 needs 120 GiB, and no storage pool has more than 100 GiB free",
    ]);
    expect(whyOf(60, 60, 60)).toEqual([
      "Enough storage in sum, 180 GiB of 200 GiB, but not all of it goes into what is free of each storage pool; 3 volumes conflict, and no fewer do: d0, d1 and d2",
    ]);
    expect(whyOf(120, 110)).toEqual([
      "Not enough storage: 230 GiB needed, 200 GiB free; d0 needs 120 GiB, and no storage pool has more than 100 GiB free",
    ]);
    expect(whyOf(60, 60, 60, 60)).toEqual([
      "Not enough storage: 240 GiB needed, 200 GiB free; 3 volumes conflict, and no fewer do: d0, d1 and d2",
    ]);
    expect(whyNot({ storage }, { d: { ...disk, capacityGiB: 60, count: 3 } })).toEqual([
      "Enough storage in sum for d, 180 GiB of 200 GiB, but not all of it goes into what is free of each storage pool",
    ]);
    const fast = { ...disk, capacityGiB: 10, bandwidthMbps: 450 };
    const large = { ...disk, capacityGiB: 95 };
    expect(whyNot({ storage }, { a: fast, b: fast, c: large })).toEqual([
      "Enough storage in sum, 115 GiB of 200 GiB, but not all of it goes, with the bandwidth it needs, into what is free of each storage pool; 3 volumes conflict, and no fewer do: a, b and c",
    ]);
  });

  test("storage", () => {
    const storage = [{ id: "a", name: "a", capacityGiB: 100, bandwidthMbps: 500 }];
    expect(
      whyNot({ storage }, { disk: { kind: "storage", capacityGiB: 200, bandwidthMbps: 1 } }),
    ).toEqual(["Not enough storage: 200 GiB needed, 100 GiB free"]);
    expect(
      whyNot({ storage }, { disk: { kind: "storage", capacityGiB: 50, bandwidthMbps: 800 } }),
    ).toEqual(["Not enough storage bandwidth: 800 Mb/s needed, 500 Mb/s free"]);
  });

  test("VLANs, seats and outside addresses, all of them at once", () => {
    const nodes = {
      lan: { kind: "subnet" },
      dmz: { kind: "subnet" },
      gate: { kind: "router", operatingSystem: null },
      world: { kind: "internet" },
      office: { kind: "licence", product: "microsoft-365-business", seats: 5 },
    };
    const resources = {
      vlans: { first: 7, last: 7 },
      seats: [{ product: "microsoft-365-business", seats: 4 }],
    };
    expect(whyNot(resources, nodes, ["gate:nic world:net"])).toEqual([
      "Not enough VLANs: 2 needed, 1 free",
      "Not enough outside addresses: 1 needed, 0 free",
      "Not enough seats of Microsoft 365 Apps for business: 5 needed, 4 free",
    ]);
  });

  test("bandwidth", () => {
    const nodes = { lan: { kind: "subnet" }, web: { ...small, count: 2, cores: 8 } };
    expect(whyNot({}, nodes, ["web:nic lan:net bandwidthMbps=1500"])).toEqual([
      "Not enough bandwidth on the cable of h1: 1.5 Gb/s needed, 1 Gb/s free",
    ]);
    expect(whyNot({}, nodes, ["web:nic lan:net bandwidthMbps=900"])).toEqual([]);
    const hosts = ["s1", "s2"].map((id) => Object.assign(host(`on-${id}`), { switch: id }));
    const switches = ["s1", "s2"].map((id) => {
      return { id, name: id, ports: 24, speedMbps: 10_000 };
    });
    expect(whyNot({ hosts, switches }, nodes, ["web:nic lan:net bandwidthMbps=100"])).toEqual([
      "Not enough bandwidth between parts of the lab that no trunk joins: 100 Mb/s needed, 0 Mb/s free",
    ]);
  });

  test("an offline pool", () => {
    const pool: Pool = { ...poolWith({}), state: "offline" };
    const design = sketch("Test", { web: small });
    const placed = place({ design, catalogue: starterCatalogue(), pool, window, held: [] });
    expect(placed.ok ? [] : placed.error.map(refusalText)).toEqual(["Lab does not answer"]);
  });
});
