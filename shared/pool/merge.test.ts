import { expect, test } from "vitest";
import { believedOf, mergeResources, writtenOf } from "./merge.ts";
import { poolResourcesSchema, type PoolResources } from "./pool.ts";

const host = (id: string, more: object = {}) => ({
  id,
  name: id,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
  ...more,
});
const resources = (...hosts: object[]): PoolResources => poolResourcesSchema.parse({ hosts });

test("without anything written the lab is as it was found", () => {
  const found = resources(host("a"));
  expect(mergeResources(found, null)).toBe(found);
});

test("capacity is the driver's word, place and owner the admin's", () => {
  const found = resources(host("a", { cores: 16, features: ["kvm"] }));
  const written = resources(
    host("a", { cores: 99, rack: "r1", position: 3, owner: "Ada", features: ["gpu"], switch: "s" }),
  );
  expect(mergeResources(found, written).hosts[0]).toMatchObject({
    cores: 16,
    rack: "r1",
    position: 3,
    owner: "Ada",
    switch: "s",
    features: ["kvm", "gpu"],
    state: "up",
  });
});

test("a host that only the admin knows is down, and one the driver lost stays so", () => {
  const found = resources(host("a", { state: "down" }));
  const merged = mergeResources(found, resources(host("a"), host("b")));
  expect(merged.hosts.map(({ id, state }) => `${id} ${state}`)).toEqual(["a down", "b down"]);
});

test("what counts for placements is the admin's word", () => {
  const written: PoolResources = {
    ...resources(),
    weights: { trunks: 0, hosts: 1, wholeHosts: 2, cost: 3, spread: 4 },
  };
  expect(mergeResources(resources(host("a")), written).weights).toBe(written.weights);
});

test("of the VLANs written down, those count that the lab can carry", () => {
  const having = (vlans: PoolResources["vlans"]): PoolResources => ({ ...resources(), vlans });
  const merged = (found: PoolResources["vlans"], written: PoolResources["vlans"]) =>
    mergeResources(having(found), having(written)).vlans;
  const all = [{ first: 1, last: 4094 }];
  const some = [{ first: 100, last: 199 }];
  expect(merged(all, some)).toEqual(some);
  expect(merged(some, all)).toEqual(some);
  expect(merged(some, [{ first: 150, last: 300 }])).toEqual([{ first: 150, last: 199 }]);
  expect(merged(some, [{ first: 1, last: 9 }])).toEqual(some);
  expect(merged([], some)).toEqual(some);
  expect(merged(some, [])).toEqual(some);
});

test("a host that failed is no host that somebody took out of use: it is back as soon as the lab says so", () => {
  const found = (state: string) => resources(host("a", { state }), host("b"));
  const shown = mergeResources(found("down"), null);
  const [a, b] = shown.hosts;
  const noted = {
    ...shown,
    hosts: [
      { ...a!, note: "New fan" },
      { ...b!, state: "drained" as const },
    ],
  };
  const written = writtenOf(noted, { resources: shown, written: null });
  expect(mergeResources(found("down"), written).hosts[0]).toMatchObject({
    state: "down",
    note: "New fan",
  });
  const back = mergeResources(found("up"), written).hosts;
  expect(back.map(({ state }) => state)).toEqual(["up", "drained"]);
  // Written once more, it is as it was.
  const again = writtenOf(mergeResources(found("down"), written), {
    resources: mergeResources(found("down"), written),
    written,
  });
  expect(mergeResources(found("up"), again).hosts).toEqual(back);
});

test("what a driver found of a host goes when it finds it no more; what the admin typed stays", () => {
  const found = (features: string[], vlans: PoolResources["vlans"] = []): PoolResources => {
    return { ...resources(host("a", { features })), vlans };
  };
  const features = (merged: PoolResources) => merged.hosts.map((one) => one.features);
  const shown = mergeResources(found(["kvm", "sriov"]), null);
  const typed = { ...shown.hosts[0]!, features: ["kvm", "sriov", "gpu"], note: "New card" };
  const written = writtenOf({ ...shown, hosts: [typed] }, { resources: shown, written: null });
  expect(features(mergeResources(found(["kvm", "sriov"]), written))).toEqual([
    ["kvm", "sriov", "gpu"],
  ]);
  const lost = mergeResources(found(["kvm"]), written);
  expect(features(lost)).toEqual([["kvm", "gpu"]]);
  // Another note keeps both as they are, and what is taken away is gone for good.
  const noted = { ...lost.hosts[0]!, note: "Old card" };
  const again = writtenOf({ ...lost, hosts: [noted] }, { resources: lost, written });
  expect(features(mergeResources(found([]), again))).toEqual([["gpu"]]);
  const without = { ...lost.hosts[0]!, features: ["kvm"] };
  const less = writtenOf({ ...lost, hosts: [without] }, { resources: lost, written: again });
  expect(features(mergeResources(found(["kvm"]), less))).toEqual([["kvm"]]);
  // A host that is new is all the admin's word.
  const added = resources(host("a", { features: ["gpu"] }));
  expect(writtenOf(added, { resources: resources(), written: null })).toEqual(added);
});

test("VLANs that nobody wrote down are those that the lab has now", () => {
  const found = (last: number): PoolResources => ({ ...resources(), vlans: [{ first: 1, last }] });
  const shown = found(9);
  const written = writtenOf(
    { ...shown, seats: [{ product: "cad", seats: 3 }] },
    {
      resources: shown,
      written: null,
    },
  );
  expect(mergeResources(found(99), written).vlans).toEqual([{ first: 1, last: 99 }]);
  expect(believedOf({ resources: shown, written }).vlans).toEqual([{ first: 1, last: 9 }]);
  const fewer = { ...shown, vlans: [{ first: 2, last: 5 }] };
  const told = writtenOf(fewer, { resources: shown, written });
  expect(mergeResources(found(99), told).vlans).toEqual([{ first: 2, last: 5 }]);
  const kept = writtenOf(fewer, { resources: fewer, written: told });
  expect(mergeResources(found(99), kept).vlans).toEqual([{ first: 2, last: 5 }]);
});

test("of a lab that does not answer it is believed what was written since it last did", () => {
  const known = resources(host("a", { cores: 16 }), host("gone"));
  const written: PoolResources = {
    ...resources(host("a", { cores: 99, owner: "Ada" }), host("new")),
    seats: [{ product: "cad", seats: 3 }],
    vlans: [{ first: 5, last: 9 }],
    outsideAddresses: ["203.0.113.1"],
  };
  const believed = believedOf({ resources: known, written });
  expect(believed.hosts.map(({ id, cores, owner, state }) => [id, cores, owner, state])).toEqual([
    ["a", 16, "Ada", "up"],
    ["new", 8, "", "down"],
  ]);
  const { seats, vlans, outsideAddresses } = written;
  expect(believed).toMatchObject({ seats, vlans, outsideAddresses });
  expect(believedOf({ resources: believed, written })).toEqual(believed);
  expect(believedOf({ resources: known, written: null })).toBe(known);
});
