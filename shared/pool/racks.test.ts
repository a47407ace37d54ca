import { expect, test } from "vitest";
import { poolResourcesSchema, type PoolResources } from "./pool.ts";
import { isInRack, rackKey, siteByRack, withSites } from "./racks.ts";

const host = (id: string, rack: string, site = "") => {
  const size = { architecture: "amd64", cores: 8, memoryMiB: 1024, diskGiB: 10 };
  return { id, name: id, rack, site, ...size };
};
const resources = (more: object): PoolResources =>
  poolResourcesSchema.parse({ hosts: [], ...more });

test("a rack is told by its site and its name, whatever stands in them", () => {
  const names = ["", "R1", "A", "A/B", "B", "%2F", "A%2FB", "/"];
  const keys = names.flatMap((site) =>
    names.filter((rack) => rack !== "").map((rack) => rackKey({ site, rack })),
  );
  expect(new Set(keys).size).toBe(keys.length);
  expect(rackKey({ site: "North", rack: "R1" })).toBe("North/R1");
  expect(rackKey({ site: "", rack: "R1" })).toBe("R1");
  expect(rackKey({ site: "North", rack: "" })).toBe("");
});

test("two racks of a name are two; who says only the name means both", () => {
  const [north, south] = ["North", "South"].map((site) => ({ site, rack: "R/1" }));
  expect([north!, south!].map((place) => isInRack("North/R%2F1", place))).toEqual([true, false]);
  expect([north!, south!].map((place) => isInRack("R/1", place))).toEqual([true, true]);
  expect(isInRack("North", { site: "North", rack: "" })).toBe(false);
});

test("a site is known by a rack's name while there is one such rack", () => {
  const siteOf = siteByRack([
    { site: "North", rack: "R1" },
    { site: "", rack: "R1" },
    { site: "North", rack: "R2" },
    { site: "South", rack: "R2" },
    { site: "North", rack: "R2" },
  ]);
  expect(["R1", "R2", "R3", ""].map(siteOf)).toEqual(["North", "", "", ""]);
});

test("things and racks that name no site get that of their rack, where it is clear", () => {
  const old = resources({
    racks: [{ name: "R1", site: "North" }, { name: "R2" }, { name: "R3" }],
    hosts: [
      host("a", "R1"),
      host("b", "R2", "South"),
      host("c", "R2"),
      host("d", "R3"),
      host("e", ""),
    ],
  });
  const { racks, hosts } = withSites(old);
  expect(racks.map(({ site }) => site)).toEqual(["North", "South", ""]);
  expect(hosts.map(({ site }) => site)).toEqual(["North", "South", "South", "", ""]);
  expect(withSites({ ...old, racks, hosts })).toEqual({ ...old, racks, hosts });
});
