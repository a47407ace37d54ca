import { expect, test } from "vitest";
import { believedOf, mergeResources } from "./merge.ts";
import { poolResourcesSchema, type PoolResources } from "./pool.ts";
import { writtenOf, writtenSchema, type WrittenResources } from "./written.ts";

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

/** As it was kept before it was told apart what of it is the lab's own word. */
const noted = (resources: PoolResources): WrittenResources => writtenSchema.parse(resources);

test("without anything written the lab is as it was found", () => {
  const found = resources(host("a"));
  expect(mergeResources(found, null)).toBe(found);
});

test("capacity is the driver's word, place and owner the admin's", () => {
  const found = resources(host("a", { cores: 16, features: ["kvm"] }));
  const written = resources(
    host("a", { cores: 99, rack: "r1", position: 3, owner: "Ada", features: ["gpu"], switch: "s" }),
  );
  expect(mergeResources(found, noted(written)).hosts[0]).toMatchObject({
    cores: 16,
    rack: "r1",
    position: 3,
    owner: "Ada",
    switch: "s",
    features: ["kvm", "gpu"],
    state: "up",
  });
});

test("what stays within a host is the driver's word, also while it does not answer", () => {
  const having = (local: boolean, more: object = {}): PoolResources => {
    const storage = [{ id: "s", name: "s", capacityGiB: 1, bandwidthMbps: 1, local }];
    return poolResourcesSchema.parse({ hosts: [], storage, ...more });
  };
  const written = noted(having(false));
  const shown = mergeResources(having(true, { cablesEndAtHost: true }), written);
  expect(shown).toMatchObject({ cablesEndAtHost: true, storage: [{ local: true }] });
  expect(believedOf({ resources: shown, written })).toMatchObject(shown);
});

test("a host that only the admin knows is down, and one the driver lost stays so", () => {
  const found = resources(host("a", { state: "down" }));
  const merged = mergeResources(found, noted(resources(host("a"), host("b"))));
  expect(merged.hosts.map(({ id, state }) => `${id} ${state}`)).toEqual(["a down", "b down"]);
});

test("what counts for placements is the admin's word", () => {
  const weights = { trunks: 0, hosts: 1, wholeHosts: 2, cost: 3, spread: 4 };
  const written = noted({ ...resources(), weights });
  expect(mergeResources(resources(host("a")), written).weights).toBe(written.weights);
});

test("of the VLANs written down, those count that the lab can carry", () => {
  const having = (vlans: PoolResources["vlans"]): PoolResources => ({ ...resources(), vlans });
  const merged = (found: PoolResources["vlans"], written: PoolResources["vlans"]) =>
    mergeResources(having(found), noted(having(written))).vlans;
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
  const wanted = {
    ...shown,
    hosts: [
      { ...a!, note: "New fan" },
      { ...b!, state: "drained" as const },
    ],
  };
  const written = writtenOf(wanted, { resources: shown, written: null });
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
  const old = { ...lost.hosts[0]!, note: "Old card" };
  const again = writtenOf({ ...lost, hosts: [old] }, { resources: lost, written });
  expect(features(mergeResources(found([]), again))).toEqual([["gpu"]]);
  const without = { ...lost.hosts[0]!, features: ["kvm"] };
  const less = writtenOf({ ...lost, hosts: [without] }, { resources: lost, written: again });
  expect(features(mergeResources(found(["kvm"]), less))).toEqual([["kvm"]]);
  // A host that is new is all the admin's word.
  const added = resources(host("a", { features: ["gpu"] }));
  expect(writtenOf(added, { resources: resources(), written: null })).toMatchObject({
    hosts: added.hosts,
    found: {},
  });
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
  const written = noted({
    ...resources(host("a", { cores: 99, owner: "Ada" }), host("new")),
    seats: [{ product: "cad", seats: 3 }],
    vlans: [{ first: 5, last: 9 }],
    outsideAddresses: ["203.0.113.1"],
  });
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

const leaf = { id: "leaf", name: "Leaf", ports: 48, speedMbps: 10_000 };
const spine = { id: "spine", name: "Spine", ports: 32, speedMbps: 100_000 };
const wire = (bandwidthMbps: number) => ({ id: "up", from: "leaf", to: "spine", bandwidthMbps });
const network = (more: object): PoolResources =>
  poolResourcesSchema.parse({ hosts: [host("a")], switches: [leaf, spine], ...more });
const CAD = { product: "cad", seats: 3 };

test("what the lab has more, less or otherwise after somebody wrote something down is seen", () => {
  const shown = network({ trunks: [wire(100)], seats: [CAD], outsideAddresses: ["203.0.113.1"] });
  const wanted: PoolResources = {
    ...shown,
    switches: shown.switches.map((one) => (one.id === "leaf" ? { ...one, note: "Loud" } : one)),
    trunks: [...shown.trunks, { id: "own", from: "leaf", to: "spine", bandwidthMbps: 5 }],
  };
  const written = writtenOf(wanted, { resources: shown, written: null });
  expect(mergeResources(shown, written)).toEqual(wanted);
  const later = network({
    switches: [
      { ...leaf, ports: 96 },
      { id: "third", name: "Third", ports: 8, speedMbps: 1000 },
    ],
    trunks: [wire(400)],
    seats: [
      { ...CAD, seats: 9 },
      { product: "ide", seats: 1 },
    ],
    outsideAddresses: ["203.0.113.1", "203.0.113.2"],
  });
  const merged = mergeResources(later, written);
  expect(merged.switches.map(({ id, ports, note }) => [id, ports, note])).toEqual([
    ["leaf", 96, "Loud"],
    ["third", 8, ""],
  ]);
  expect(merged.trunks.map(({ id, bandwidthMbps }) => [id, bandwidthMbps])).toEqual([
    ["up", 400],
    ["own", 5],
  ]);
  expect(merged.seats).toEqual(later.seats);
  expect(merged.outsideAddresses).toEqual(later.outsideAddresses);
  // Written once more, all is as it was.
  const again = writtenOf(merged, { resources: merged, written });
  expect(mergeResources(later, again)).toEqual(merged);
  expect(mergeResources(shown, again)).toEqual(wanted);
});

test("what somebody wrote over the lab's own word stays until it is forgotten", () => {
  const shown = network({ trunks: [wire(400)] });
  const less = { ...shown, trunks: [wire(100)] };
  const written = writtenOf(less, { resources: shown, written: null });
  const wider = network({ trunks: [wire(800)] });
  expect(mergeResources(wider, written).trunks).toEqual([wire(100)]);
  const merged = mergeResources(wider, written);
  const forgotten = writtenOf({ ...merged, trunks: [] }, { resources: merged, written });
  expect(mergeResources(wider, forgotten).trunks).toEqual([wire(800)]);
});

test("what was kept before it was told apart stays as it was written, beside what the lab finds", () => {
  const own = { id: "own", from: "leaf", to: "spine", bandwidthMbps: 5 };
  const written = noted(network({ trunks: [wire(100), own], seats: [CAD] }));
  const found = network({ trunks: [wire(400), { ...own, id: "new" }], seats: [] });
  const merged = mergeResources(found, written);
  expect(merged.trunks.map(({ id, bandwidthMbps }) => [id, bandwidthMbps])).toEqual([
    ["up", 100],
    ["new", 5],
    ["own", 5],
  ]);
  expect(merged.seats).toEqual([CAD]);
  // And it stays so when something else is written.
  const again = writtenOf(merged, { resources: merged, written });
  expect(mergeResources(found, again)).toEqual(merged);
});

test("of a lab that does not answer its own things are believed, but for those taken away", () => {
  const shown = network({ trunks: [wire(100)], seats: [CAD] });
  const written = writtenOf({ ...shown, seats: [] }, { resources: shown, written: null });
  const believed = believedOf({ resources: shown, written });
  expect(believed.trunks).toEqual([wire(100)]);
  expect(believed.seats).toEqual([]);
  expect(believedOf({ resources: believed, written })).toEqual(believed);
});
