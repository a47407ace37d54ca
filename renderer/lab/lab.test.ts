import { describe, expect, it } from "vitest";
import { poolSchema, type Pool } from "../../shared/pool/pool.ts";
import { endingOrder } from "../../shared/pool/condition-words.ts";
import { allAtOnce } from "../../shared/base/steps.ts";
import { planImport } from "../../shared/pool/inventory/plan-import.ts";
import type { PoolChangeBody } from "../../shared/pool/change.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import { cableRows } from "./cabling.ts";
import { changeWords } from "./change-words.ts";
import { importLines } from "./import-lines.ts";
import { scopeKey, scopeOf } from "./lab-state.ts";
import { plainKey, plainThing, thingTitle } from "./plain-things.ts";
import { elevations } from "./rack-elevation.ts";
import { conditionOrders, conditionsOver, plannedWords, scopesTitle } from "./scope-words.ts";
import { supplies } from "./supplies.ts";
import { filtered, thingColumns } from "./thing-columns.tsx";
import { errorsIn, textsOf, valuesOf } from "./thing-fields.ts";
import { heldAt, labThings, thingsIn } from "./things.ts";
import { rangesIn, typedRanges } from "./typed-ranges.ts";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();

const host = (id: string, more: object = {}): object => ({
  id,
  name: id,
  site: "Berlin",
  rack: "R1",
  architecture: "amd64",
  cores: 10,
  memoryMiB: 1024,
  diskGiB: 100,
  ...more,
});

function poolWith(hosts: readonly object[], more: object = {}, conditions: object[] = []): Pool {
  return poolSchema.parse({
    id: "p",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: at(-1),
    conditions,
    resources: { hosts, ...more },
  });
}

const draining = (scope: object, more: object = {}): object => ({
  id: "c1",
  scope,
  kind: "draining",
  start: at(-1),
  end: null,
  why: "New floor",
  by: "ada",
  ...more,
});

function timelineOf(...held: readonly (readonly [string, number, number, number])[]): PoolTimeline {
  return {
    pool: "p",
    at: at(0),
    window: { start: at(-10), end: at(100) },
    held: held.map(([resource, quantity, from, to]) => ({
      resource,
      quantity,
      window: { start: at(from), end: at(to) },
    })),
  };
}

describe("things", () => {
  const pool = poolWith(
    [host("a"), host("b", { rack: "R2" }), host("c", { rack: "R2", state: "down" })],
    {},
    [draining({ sort: "rack", id: "R2" })],
  );
  const things = labThings(pool, timelineOf(["p/host/a/cores", 4, -1, 2]), NOON);

  it("say how they are and what of them is held", () => {
    expect(things.map(({ state }) => state.state)).toEqual(["in-use", "draining", "draining"]);
    expect(things[0]?.shares[0]).toMatchObject({ title: "Cores", held: 4, capacity: 10 });
    expect(things[1]?.state).toMatchObject({ since: at(-1), why: "New floor" });
  });

  it("are found by rack and site, and filtered by several at once", () => {
    expect(thingsIn(things, { sort: "rack", id: "R2" })).toHaveLength(2);
    expect(thingsIn(things, { sort: "site", id: "Berlin" })).toHaveLength(3);
    const wanted = { sort: "host", state: "draining", site: null, rack: "Berlin/R2" };
    expect(filtered(things, wanted).map(({ thing }) => thing.item.id)).toEqual(["b", "c"]);
  });

  it("stay the same objects while nothing about them changes", () => {
    const timeline = timelineOf(["p/host/a/cores", 4, -1, 2], ["p/vlan/7", 1, -1, 1]);
    const first = labThings(pool, timeline, NOON);
    expect(labThings(pool, timeline, NOON + HOUR / 2, first)).toBe(first);
    // The VLAN is no thing, yet the lab as a whole is another one then.
    const later = labThings(pool, timeline, NOON + 1.5 * HOUR, first);
    expect(later).not.toBe(first);
    expect(later.map((thing, index) => thing === first[index])).toEqual([true, true, true]);
    const last = labThings(pool, timeline, NOON + 3 * HOUR, later);
    expect(last.map((thing, index) => thing === later[index])).toEqual([false, true, true]);
    expect(last[0]?.shares[0]?.held).toBe(0);
    expect(last[0]?.shareOf("Memory")).toEqual(last[0]?.shares[1]);
    expect(last[0]?.shareOf("Ports")).toBeUndefined();
    const changed = { ...pool, state: "offline" as const };
    expect(labThings(changed, timeline, NOON + 3 * HOUR, last)[1]?.state.state).toBe("unknown");
  });

  it("are at every moment as if they were made then, also where only time has passed", () => {
    const planned = [
      draining({ sort: "host", id: "a" }, { id: "c1", start: at(3), end: at(4) }),
      draining({ sort: "host", id: "b" }, { id: "c2", start: at(5), end: null }),
    ];
    const changing = poolWith([host("a"), host("b"), host("c")], {}, planned);
    const held = timelineOf(["p/host/a/cores", 4, 1, 2], ["p/host/b/cores", 2, 1.5, 6]);
    const timeline = { ...held, later: { "p/host/c": at(2.5) } };
    let things = labThings(changing, timeline, NOON);
    for (let hour = 0; hour <= 7; hour += 0.25) {
      const now = NOON + hour * HOUR;
      things = labThings(changing, timeline, now, things);
      const told = (all: typeof things) => all.map(({ state, shares }) => [state, shares]);
      expect(told(things)).toEqual(told(labThings(changing, timeline, now)));
    }
  });

  it("are held as the timeline begins, for a clock that is a little behind", () => {
    const timeline = timelineOf(["p/host/a/cores", 4, -10, 2]);
    expect(heldAt(timeline, NOON - 10 * HOUR - 1).get("p/host/a/cores")).toBe(4);
    expect(heldAt(undefined, NOON).size).toBe(0);
  });

  it("hold nothing before and after", () => {
    const timeline = timelineOf(["p/host/a/cores", 4, 1, 2]);
    expect(heldAt(timeline, NOON).size).toBe(0);
    expect(heldAt(timeline, NOON + HOUR).get("p/host/a/cores")).toBe(4);
    expect(heldAt(timeline, NOON + 2 * HOUR).size).toBe(0);
  });
});

it("tells what is nearly used up, without what is out of use", () => {
  const seats = [{ product: "IDE", seats: 2 }];
  const pool = poolWith(
    [host("a"), host("b", { rack: "R2" })],
    { seats, outsideAddresses: ["x"] },
    [draining({ sort: "rack", id: "R2" })],
  );
  const held = heldAt(
    timelineOf(["p/host/a/cores", 8, 0, 1], ["p/seats/IDE", 2, 0, 1], ["p/host/b/cores", 3, 0, 1]),
    NOON,
  );
  const level = Object.fromEntries(supplies(pool, held, NOON).map((one) => [one.title, one]));
  expect(level["Cores"]).toMatchObject({ held: 8, capacity: 10, level: "ample" });
  expect(level["Memory"]).toMatchObject({ held: 0, level: "ample" });
  expect(level["Seats of IDE"]).toMatchObject({ level: "exhausted" });
  expect(level["Outside addresses"]).toMatchObject({ capacity: 1, level: "ample" });
  // As the daemon has told lab admins, so it stands here.
  const told = [{ id: "cores", title: "Cores", held: 8, capacity: 10, level: "nearly" } as const];
  const cores = supplies(pool, held, NOON, told).find(({ title }) => title === "Cores");
  expect(cores).toMatchObject({ held: 8, level: "nearly" });
});

it("puts things into their racks, and those without room beside them", () => {
  const pool = poolWith(
    [
      host("low", { position: 1, units: 2 }),
      host("same", { position: 2 }),
      host("high", { position: 42 }),
      host("above", { position: 43 }),
      host("nowhere"),
      host("told", { rack: "R10", site: "Bonn" }),
      host("free", { rack: "" }),
    ],
    {
      racks: [
        { name: "R1", site: "Berlin", units: 42 },
        { name: "R2", site: "Berlin" },
      ],
    },
  );
  const racks = elevations(pool, labThings(pool, undefined, NOON));
  expect(racks.map(({ name, site }) => [site, name])).toEqual([
    ["Berlin", "R1"],
    ["Berlin", "R2"],
    ["Bonn", "R10"],
  ]);
  const ids = (list: readonly { thing: { item: { id: string } } }[]) =>
    list.map(({ thing }) => thing.item.id);
  expect(racks[0]?.placed.map(({ bottom, height }) => [bottom, height])).toEqual([
    [1, 2],
    [42, 1],
  ]);
  expect(ids(racks[0]?.loose ?? [])).toEqual(["same", "above", "nowhere"]);
});

it("has a table with room for names that only their ends tell apart", () => {
  const names = ["a", "machine-with-a-long-name-1", "x".repeat(200)];
  const widths = names.map((name) => {
    const things = labThings(poolWith([host("h", { name })]), undefined, NOON);
    return thingColumns(things)[0]?.width ?? 0;
  });
  expect(widths[0]).toBeLessThan(widths[1]!);
  expect(widths[1]).toBeLessThan(widths[2]!);
  expect(widths[2]).toBeLessThan(300);
});

it("tells racks of one name at two sites apart, drawn and out of use", () => {
  const pool = poolWith(
    [host("n"), host("s", { site: "Bonn" }), host("t", { site: "Bonn", position: 11 })],
    { racks: [{ name: "R1", site: "Bonn", units: 12 }] },
    [draining({ sort: "rack", id: "Bonn/R1" })],
  );
  const things = labThings(pool, undefined, NOON);
  expect(things.map(({ state }) => state.state)).toEqual(["free", "draining", "draining"]);
  const told = elevations(pool, things).map(({ key, name, site, units, placed, loose }) => {
    return [key, name, site, units, placed.length, loose.length];
  });
  expect(told).toEqual([
    ["Berlin/R1", "R1", "Berlin", 42, 0, 1],
    ["Bonn/R1", "R1", "Bonn", 12, 1, 1],
  ]);
  expect(thingsIn(things, { sort: "rack", id: "Bonn/R1" })).toHaveLength(2);
  const wanted = { sort: null, state: null, site: null, rack: "Berlin/R1" };
  expect(filtered(things, wanted).map(({ key }) => key)).toEqual(["host/n"]);
});

it("lists uplinks, trunks and cables by the names of what they join", () => {
  const pool = poolWith([host("a", { name: "Anna", switch: "s", uplinkMbps: 1000 })], {
    switches: [
      { id: "s", name: "Leaf", ports: 4, speedMbps: 1000 },
      { id: "t", name: "Spine", ports: 4, speedMbps: 1000 },
    ],
    trunks: [{ id: "st", from: "s", to: "t", bandwidthMbps: 100 }],
    cables: [
      { from: { item: "a", port: "eth0" }, to: { item: "s", port: "1" } },
      { from: { item: "a", port: "eth1" }, to: { item: "t", port: "1" }, speedMbps: 500 },
    ],
  });
  const held = new Map([
    ["p/trunk/st/bandwidthMbps", 25],
    ["p/host/a/uplinkMbps/t", 200],
  ]);
  const rows = cableRows(pool, held);
  expect(rows.map(({ sort, from, to }) => [sort, from, to])).toEqual([
    ["Uplink", "Anna", "Leaf"],
    ["Trunk", "Leaf", "Spine"],
    ["Uplink", "Anna", "Spine"],
    ["Cable", "Anna eth0", "Leaf 1"],
    ["Cable", "Anna eth1", "Spine 1"],
  ]);
  expect(rows[2]?.bandwidth).toEqual({ held: 200, capacity: 500 });
  expect(rows[1]?.bandwidth).toEqual({ held: 25, capacity: 100 });
});

describe("scopes", () => {
  it("are one string each, whatever their ids", () => {
    const scope = { sort: "host", id: "a/b" } as const;
    expect(scopeOf(scopeKey(scope))).toEqual(scope);
  });

  it("are held by their own conditions and those around them, not by what has passed", () => {
    const pool = poolWith([host("a"), host("b", { rack: "R2" })], {}, [
      draining({ sort: "rack", id: "R1" }),
      draining({ sort: "site", id: "Berlin" }, { id: "c2" }),
      draining({ sort: "host", id: "a" }, { id: "c3", end: at(-0.5) }),
    ]);
    const over = (sort: "host" | "rack" | "site", id: string) =>
      conditionsOver(pool, [{ sort, id }], NOON).map((one) => one.id);
    expect(over("host", "a")).toEqual(["c1", "c2"]);
    expect(over("host", "b")).toEqual(["c2"]);
    expect(over("rack", "Berlin/R1")).toEqual(["c1", "c2"]);
    expect(over("rack", "Berlin/R2")).toEqual(["c2"]);
    expect(over("site", "Berlin")).toEqual(["c2"]);
    expect(scopesTitle(pool, [{ sort: "host", id: "a" }])).toBe("host a");
  });

  it("say what is planned for them, and not what has begun", () => {
    const pool = poolWith([host("a")], {}, [
      draining({ sort: "host", id: "a" }, { id: "c1", start: at(2), why: "" }),
      draining({ sort: "site", id: "Berlin" }, { id: "c2", start: at(1), end: at(3) }),
      draining({ sort: "rack", id: "Berlin/R1" }, { id: "c3" }),
    ]);
    const planned = plannedWords(pool, [{ sort: "host", id: "a" }], NOON);
    expect(planned.map(({ id }) => id)).toEqual(["c2", "c1"]);
    expect(planned.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Draining from .+ until .+\. New floor$/),
      expect.stringMatching(/^Draining from [^.]+$/),
    ]);
  });

  it("say once what is planned for several of them at the same time", () => {
    const own = (id: string, start: string) => draining({ sort: "host", id }, { id, start });
    const later = [own("a", at(1)), own("b", at(1)), own("c", at(2))];
    const pool = poolWith([host("a"), host("b"), host("c")], {}, later);
    const scopes = ["a", "b", "c"].map((id) => ({ sort: "host" as const, id }));
    expect(plannedWords(pool, scopes, NOON)).toEqual([
      {
        id: "a",
        text: expect.stringMatching(/^Draining of 2 things from .+ New floor$/) as string,
      },
      { id: "c", text: expect.stringMatching(/^Draining from .+ New floor$/) as string },
    ]);
  });
});

describe("orders", () => {
  const orders = (...conditions: object[]) => {
    const pool = poolWith([host("a"), host("b", { rack: "R2" })], {}, conditions);
    return (...ids: string[]) => {
      const scopes = ids.map((id) => ({ sort: "host" as const, id }));
      const { begin, end } = conditionOrders(pool, scopes, NOON);
      return [...begin, ...end.map(endingOrder)];
    };
  };

  it("end what is so already and cancel what is planned, rather than begin it once more", () => {
    expect(orders()("a")).toEqual(["draining", "maintenance", "quarantine"]);
    const rack = orders(draining({ sort: "rack", id: "R1" }));
    expect(rack("a")).toEqual(["maintenance", "quarantine", "End draining"]);
    // The other one is not.
    expect(rack("a", "b")).toEqual(["draining", "maintenance", "quarantine", "End draining"]);
    const planned = { id: "c2", kind: "maintenance", start: at(1), end: at(3) };
    const both = orders(
      draining({ sort: "host", id: "a" }),
      draining({ sort: "host", id: "a" }, planned),
    );
    expect(both("a")).toEqual([
      "maintenance",
      "quarantine",
      "End draining",
      "Cancel planned maintenance",
    ]);
  });
});

describe("words", () => {
  const pool = poolWith([host("a")]);
  const differences = [{ field: "memoryMiB", before: 1, after: 2 }];
  const thing = { sort: "host", id: "a", change: "changed", differences } as const;

  const noon = at(0);
  const words = (body: PoolChangeBody) => {
    const scopes = "condition" in body ? [body.condition.scope] : [];
    return changeWords({ at: noon, body }, scopes, pool);
  };

  it("tell a change with what was before and after", () => {
    expect(words({ type: "inventory", total: 1, things: [thing] })).toEqual({
      title: "Host a was changed",
      details: ["memory 1 MiB → 2 MiB"],
    });
    const disks = [
      { field: "diskGiB", before: 512, after: 2000 },
      { field: "uplinkMbps", before: null, after: 10_000 },
      { field: "capacityGiB", before: 2000, after: 2001 },
    ];
    const units = { ...thing, differences: disks };
    expect(words({ type: "inventory", total: 1, things: [units] }).details).toEqual([
      "disk 512 GiB → 1.95 TiB, uplink nothing → 10 Gb/s, capacity 2000 GiB → 2001 GiB",
    ]);
    const many = words({ type: "inventory", total: 9, things: [thing] });
    expect(many.details).toEqual(["host a changed: memory 1 MiB → 2 MiB", "and 8 more"]);
  });

  it("tell what has ended from what never began", () => {
    const condition = {
      id: "c",
      scope: { sort: "host", id: "a" },
      kind: "maintenance",
      end: null,
      why: "",
      by: "rosa",
    } as const;
    const ended = (start: string) =>
      words({ type: "condition-ended", condition: { ...condition, start } });
    expect(ended(noon).title).toBe("Maintenance of host a has ended");
    const later = ended(at(24));
    expect(later.title).toBe("Planned maintenance of host a was cancelled");
    expect(later.details[0]).toMatch(/^It was to begin 3 Mar 2026/);
  });

  it("put errors of an import first, then what goes", () => {
    const lines = importLines({
      added: 0,
      changed: 1,
      unchanged: 0,
      removed: 1,
      rows: [
        { ...thing, where: "line 2" },
        { ...thing, id: "b", change: "removed", differences: [], where: "" },
      ],
      errors: [{ where: "line 3", column: "cores", message: "No number." }],
      moreErrors: 12,
      newSites: ["fra1"],
      leftOut: [{ where: "line 4", message: "No machine." }],
    });
    expect(lines.map(({ text }) => text)).toEqual([
      "line 3, cores: No number.",
      "and 12 more that are not listed",
      "host b",
      "fra1: the lab has none of that name. Is it one of its own, by another name?",
      "host a: memory 1 MiB → 2 MiB",
      "line 4: No machine.",
    ]);
  });
});

describe("a form about VLANs and addresses", () => {
  const ranges = {
    vlans: [
      { first: 100, last: 199 },
      { first: 300, last: 300 },
    ],
    outsideAddresses: ["203.0.113.9", "203.0.113.10", "203.0.113.12"],
  };

  it("shows runs of addresses and reads them back", () => {
    const typed = typedRanges(ranges);
    expect(typed.addresses).toBe("203.0.113.9 - 203.0.113.10\n203.0.113.12");
    expect(rangesIn(typed)).toEqual({ ranges });
    expect(typed.vlans).toBe("100 - 199\n300");
    expect(rangesIn({ vlans: "9, 7-8; 20", addresses: "" })).toEqual({
      ranges: {
        vlans: [
          { first: 7, last: 9 },
          { first: 20, last: 20 },
        ],
        outsideAddresses: [],
      },
    });
  });

  it.each([
    [{ vlans: "9 - 5" }, "vlans"],
    [{ vlans: "5\n7 - 8 - 9" }, "vlans"],
    [{ vlans: "web" }, "vlans"],
    [{ addresses: "203.0.113.9-203.0.113.2" }, "addresses"],
    [{ addresses: "web" }, "addresses"],
  ])("says what is wrong with %o", (typed, field) => {
    const read = rangesIn({ ...typedRanges(ranges), ...typed });
    expect("wrong" in read ? Object.keys(read.wrong) : []).toEqual([field]);
  });
});

describe("a form about one thing", () => {
  const pool = poolWith([host("a", { owner: "Ada", position: 3 }), host("b", { position: 5 })]);
  const item = pool.resources.hosts[0]!;

  it("sends what was changed, and nothing else", () => {
    const texts = { ...textsOf("host", item), memoryMiB: "2 GiB", owner: "", tags: "x; y" };
    expect(valuesOf("host", texts, item)).toEqual({
      id: "a",
      memoryMiB: 2048,
      owner: "",
      tags: ["x", "y"],
    });
  });

  it("has cost, exclusiveness and further properties; what is emptied goes, what is needed is asked for", () => {
    const more = {
      hourlyCost: 2,
      exclusive: true,
      ports: 2,
      properties: { serial: "S", bay: "4" },
    };
    const known = poolWith([host("a", more)]).resources.hosts[0]!;
    const texts = textsOf("host", known);
    expect(texts).toMatchObject({
      hourlyCost: "2",
      exclusive: "yes",
      ports: "2",
      properties: "serial: S\nbay: 4",
    });
    const changed = { ...texts, exclusive: "no", hourlyCost: "", properties: "serial: T:1" };
    const values = valuesOf("host", changed, known);
    expect(values).toEqual({
      id: "a",
      exclusive: false,
      hourlyCost: 0,
      properties: { serial: "T:1", bay: "" },
    });
    const lab = poolWith([host("a", more)]).resources;
    const file = { rows: [{ where: "", sort: "host", values }], vlans: [] } as const;
    const { resources } = allAtOnce(
      planImport(lab, { ...file, addresses: [], errors: [] }, { replace: false }),
    );
    expect(resources.hosts[0]?.properties).toEqual({ serial: "T:1" });
    const empty = valuesOf("host", { ...texts, cores: "" }, known);
    expect(errorsIn(lab, "host", empty)).toEqual({ cores: "“cores” is missing." });
  });

  it("is about trunks, cables and licences too, each by what tells it from others", () => {
    const lab = poolWith([host("a", { name: "Anna" })], {
      switches: [{ id: "s", name: "Leaf", ports: 4, speedMbps: 1000 }],
      trunks: [{ id: "t", from: "s", to: "s", bandwidthMbps: 100 }],
      cables: [{ from: { item: "a", port: "eth0" }, to: { item: "s", port: "1" }, label: "red" }],
      seats: [{ product: "cad", seats: 5 }],
    });
    const [cable, seats, trunk] = [
      lab.resources.cables[0]!,
      lab.resources.seats[0]!,
      lab.resources.trunks[0]!,
    ];
    const texts = textsOf("cable", cable);
    expect(texts).toMatchObject({ from: "a", "from port": "eth0", to: "s", "to port": "1" });
    expect(valuesOf("cable", { ...texts, label: "blue" }, cable)).toEqual({
      ...cable,
      label: "blue",
    });
    const ofSeats = valuesOf("licence", { ...textsOf("licence", seats), seats: "7" }, seats);
    expect(ofSeats).toEqual({ product: "cad", seats: 7 });
    const titles = [
      thingTitle(lab, "cable", cable),
      thingTitle(lab, "licence", seats),
      thingTitle(lab, "trunk", trunk),
    ];
    expect(titles).toEqual(["cable Anna eth0 – Leaf 1", "licence cad", "trunk Leaf – Leaf"]);
    expect(plainThing(lab, new Set([plainKey("cable", cable)]))?.item).toBe(cable);
    expect(plainThing(lab, new Set(["licence/gone"]))).toEqual({ sort: "licence", item: null });
    expect(plainThing(lab, new Set(["host/a"]))).toBeNull();
  });

  it("says beside the field what is wrong", () => {
    const wrong = (texts: object) =>
      errorsIn(
        pool.resources,
        "host",
        valuesOf("host", { ...textsOf("host", item), ...texts }, item),
      );
    expect(Object.keys(wrong({ cores: "many" }))).toEqual(["cores"]);
    expect(wrong({ switch: "none" })).toEqual({ switch: "There is no switch “none”." });
    expect(Object.keys(wrong({ position: "5" }))).toEqual(["position"]);
    expect(wrong({ note: "fine" })).toEqual({});
  });

  it("names what a new one lacks", () => {
    const values = valuesOf("host", { name: "new", cores: "4" }, null);
    expect(Object.keys(errorsIn(pool.resources, "host", values)).toSorted()).toEqual([
      "architecture",
      "diskGiB",
      "memoryMiB",
    ]);
  });
});
