import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { place } from "./place.ts";
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
): readonly string[] {
  const design = sketch("Test", nodes, links);
  const pool = poolWith(resources);
  const placed = place({ design, catalogue: starterCatalogue(), pool, window, held: [] });
  return placed.ok ? [] : placed.error.map(refusalText);
}

const small = { kind: "machine", cores: 1, memoryMiB: 512, diskGiB: 1 };

describe("place says why not, with the numbers", () => {
  test("architecture", () => {
    expect(whyNot({}, { pi: { ...small, architecture: "arm64" } })).toEqual([
      "pi needs a host of architecture arm64; none of the 2 hosts that are up is one",
    ]);
  });

  test("one machine too large", () => {
    expect(whyNot({}, { big: { ...small, cores: 9 } })).toEqual([
      "big needs a host with 9 cores, 512 MiB, 1 GiB disk; the largest is h1 with 8 cores, 16 GiB, 100 GiB disk free",
    ]);
  });

  test("not enough in sum", () => {
    expect(whyNot({}, { many: { ...small, count: 9, cores: 2, memoryMiB: 4096 } })).toEqual([
      "Not enough amd64 cores in the window: 18 needed, 16 free",
      "Not enough memory on amd64 hosts in the window: 36 GiB needed, 32 GiB free",
    ]);
  });

  test("image", () => {
    const images = [{ alias: "debian/12", architecture: "amd64", description: "" }];
    expect(whyNot({ images }, { web: { ...small, operatingSystem: "debian-13" } })).toEqual([
      "The pool has no image of debian-13 for amd64; import one with the alias debian/13",
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
      "Not enough free switch ports: 4 needed, 3 free; the largest piece is 4, the largest gap 3",
    ]);
    expect(whyNot({ switches }, { sw: { kind: "switch", speedMbps: 10_000 } })).toEqual([
      "The design asks for switch ports of 10 Gb/s; the pool's fastest switch has 1 Gb/s",
    ]);
    expect(whyNot({ switches: [] }, nodes, ["web:nic sw:port"])).toEqual([]);
  });

  test("storage", () => {
    const storage = [{ id: "a", name: "a", capacityGiB: 100, bandwidthMbps: 500 }];
    expect(
      whyNot({ storage }, { disk: { kind: "storage", capacityGiB: 200, bandwidthMbps: 1 } }),
    ).toEqual([
      "Not enough storage: 200 GiB needed, 100 GiB free; the largest piece is 200 GiB, the largest gap 100 GiB",
    ]);
    expect(
      whyNot({ storage }, { disk: { kind: "storage", capacityGiB: 50, bandwidthMbps: 800 } }),
    ).toEqual([
      "Not enough storage bandwidth: 800 Mb/s needed, 500 Mb/s free; the largest piece is 800 Mb/s, the largest gap 500 Mb/s",
    ]);
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
      "Not enough seats of microsoft-365-business in the window: 5 needed, 4 free",
    ]);
  });

  test("bandwidth", () => {
    const nodes = { lan: { kind: "subnet" }, web: { ...small, count: 2, cores: 8 } };
    expect(whyNot({}, nodes, ["web:nic lan:net bandwidthMbps=1500"])).toEqual([
      "Not enough bandwidth on the cable h1: 1.5 Gb/s needed, 1 Gb/s free",
    ]);
    expect(whyNot({}, nodes, ["web:nic lan:net bandwidthMbps=900"])).toEqual([]);
  });

  test("an offline pool", () => {
    const pool: Pool = { ...poolWith({}), state: "offline" };
    const design = sketch("Test", { web: small });
    const placed = place({ design, catalogue: starterCatalogue(), pool, window, held: [] });
    expect(placed.ok ? [] : placed.error.map(refusalText)).toEqual(["The pool Lab is offline"]);
  });
});
