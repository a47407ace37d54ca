import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { simulatedResources } from "../../electron/daemon/drivers/simulated/resources.ts";
import { allAtOnce } from "../../shared/base/steps.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { place } from "../../shared/placement/place.ts";
import type { PlacementRequest } from "../../shared/placement/placement.ts";
import { practise } from "../../shared/placement/practise.ts";
import { refusalText } from "../../shared/placement/refusals/refusal-text.ts";
import { mappingFigures } from "../support/mapping-figures.ts";
import { plainCatalogue, poolOf, rackedPool } from "../support/pools.ts";
import { readPtop, readTop } from "./placement/assign-format.ts";
import { oracleRow } from "./placement/oracle.ts";
import { lanTop, linkedDesign, randomTop, starPtop } from "./placement/families.ts";
import { RECORDED, RECORDED_LAN_20 } from "./placement/recorded.ts";
import { rivalOn } from "./placement/rival.ts";
import { median, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

/** Inputs of another solver, where they lie beside the repository; its figures are in FIGURES.md there. */
const INPUTS = new URL("../../../shared/bench/placement/", import.meta.url);
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();
const RUNS = 5;
const SEEDS = [1, 2, 3, 4, 5];

/**
 * Placement beside the recorded figures of another solver: on its inputs where they are, and on families of the
 * same kind from seeds. Processor time is what is compared, since it does not depend on what else runs here; the
 * pool is one that was never seen before, as it is for the other.
 */
export async function bench(): Promise<BenchResult> {
  // As the window and the daemon do before anybody asks.
  allAtOnce(practise());
  const rows = [...recordedRows(), ...lanRows(), ...familyRows(), ...whyRows()];
  rows.push(...(await firstRows()), ...ownRows(), await oracleRow());
  if (!existsSync(INPUTS))
    rows.push(row("the inputs of the other solver are not here", 0, [0], "skipped"));
  return { name: "Placement", rows };
}

function textOf(name: string): string {
  return readFileSync(new URL(name, INPUTS), "utf8");
}

function recordedRows(): readonly BenchRow[] {
  if (!existsSync(INPUTS)) return [];
  return RECORDED.map(({ top, ptop, seconds, violations, links }) => {
    const [wanted, offered] = [textOf(`${top}.top`), textOf(`${ptop}.ptop`)];
    const theirs = `theirs ${seconds} s, ${violations} violations${links === undefined ? "" : `, ${links} links`}`;
    return compared(`${top} on ${ptop}`, wanted, offered, seconds, theirs);
  });
}

function lanRows(): readonly BenchRow[] {
  return RECORDED_LAN_20.map(({ hosts, seconds }) =>
    compared(
      `lan20 on ${hosts} hosts`,
      lanTop(20),
      starPtop(hosts),
      seconds,
      `theirs ${seconds} s, 0 violations`,
    ),
  );
}

/** The same families from seeds: the worst of them counts. */
function familyRows(): readonly BenchRow[] {
  return [50, 100].flatMap((size) =>
    SEEDS.map((seed) =>
      compared(`random ${size}, seed ${seed}, on 500 hosts`, randomTop(size, seed), starPtop(500)),
    ),
  );
}

/** Refusals with their reasons: the search for a way, and for the fewest that conflict. */
function whyRows(): readonly BenchRow[] {
  const on = (trunkMbps: number) => readPtop(starPtop(500, 24, trunkMbps));
  const full = { large: { kind: "machine", count: 505, cores: 9 }, small: { kind: "machine" } };
  const lan = sketch(
    "Lan",
    { lan: { kind: "subnet" }, web: { kind: "machine", machineType: "metal", count: 100 } },
    ["web:nic lan:net bandwidthMbps=4000"],
  );
  const cases = [
    { what: "505 machines of more than half a host", design: sketch("Full", full) },
    { what: "a LAN of 100 on trunks of 2 Gb/s", design: lan, trunkMbps: 2000 },
    { what: "random 100 on trunks of 2 Gb/s", design: readTop(randomTop(100, 1)), trunkMbps: 2000 },
    { what: "random 100 on trunks of 6 Gb/s", design: readTop(randomTop(100, 1)), trunkMbps: 6000 },
    { what: "random 200 on trunks of 8 Gb/s", design: readTop(randomTop(200, 1)), trunkMbps: 8000 },
    ...SEEDS.map((seed) => ({
      what: `random 200, seed ${seed}, on trunks of 10 Gb/s`,
      design: readTop(randomTop(200, seed)),
      trunkMbps: 10_000,
    })),
    ...recordedConflicts(),
    ...linkedConflicts(),
  ];
  return cases.map(({ what, design, trunkMbps, ...own }) => {
    const racks = trunkMbps === undefined ? rackedPool(21, 24) : on(trunkMbps);
    const request = { design, pool: "pool" in own ? own.pool : racks, catalogue, window, held: [] };
    const { wall, processor } = measured(() => place(request));
    const note = `processor ${median(processor).toFixed(1)} ms; ${verdict(request)}`;
    return row(`why not: ${what}`, median(wall), wall, note);
  });
}

/** Machines in random links of 1 Gb/s that share hosts, are kept apart, or are many to a node. */
function linkedConflicts() {
  const shared = { kind: "machine", machineType: "virtual", cores: 2 };
  const metal = { kind: "machine", machineType: "metal" };
  const cases = [
    { what: "400 machines on shared hosts", size: 400, node: () => shared },
    {
      what: "200 kept apart in twos",
      size: 200,
      node: () => ({ ...metal, count: 2, apart: "rack" }),
    },
    {
      what: "200 nodes of one to six machines",
      size: 200,
      node: (index: number) => ({ ...metal, count: 1 + (index % 6) }),
    },
  ];
  return cases.map(({ what, size, node }) => ({
    what: `${what}, on trunks of 4 Gb/s`,
    design: linkedDesign(size, node),
    pool: rackedPool(41, 24, 4000),
    trunkMbps: undefined,
  }));
}

/** The hardest refusals as the first that is asked of a thread, after its practice. */
async function firstRows(): Promise<readonly BenchRow[]> {
  const hardest = [
    { what: "random 200, seed 5", top: randomTop(200, 5), ptop: starPtop(500) },
    { what: "random 500, seed 1", top: randomTop(500, 1), ptop: starPtop(1000) },
    ...(existsSync(INPUTS)
      ? [{ what: "rnd500 on small1000", top: textOf("rnd500.top"), ptop: textOf("small1000.ptop") }]
      : []),
  ];
  const rows: BenchRow[] = [];
  for (const { what, top, ptop } of hardest) {
    const [wall, processor]: [number[], number[]] = [[], []];
    while (wall.length < RUNS) {
      const file = new URL("./placement/first-refusal.ts", import.meta.url);
      const thread = new Worker(file, { workerData: { top, ptop } });
      const [took] = (await once(thread, "message")) as [{ wall: number; processor: number }];
      wall.push(took.wall);
      processor.push(took.processor);
    }
    const note = `in a thread of its own; processor ${median(processor).toFixed(1)} ms of it`;
    rows.push(row(`why not, asked first: ${what}`, median(wall), wall, note));
  }
  return rows;
}

/** Recorded wishes on recorded pools whose trunks carry only a part of what they did. */
function recordedConflicts() {
  if (!existsSync(INPUTS)) return [];
  const cases = [
    { top: "rnd200", ptop: "small500", share: 0.9 },
    { top: "rnd200", ptop: "small500", share: 0.5 },
    { top: "rnd200", ptop: "small500", share: 0.1 },
    { top: "rnd500", ptop: "small1000", share: 1 },
    { top: "rnd500", ptop: "small1000", share: 0.5 },
    { top: "rnd500", ptop: "small1000", share: 0.1 },
  ];
  return cases.map(({ top, ptop, share }) => ({
    what: `${top} on ${ptop} with ${100 * share} % of its trunks`,
    design: readTop(textOf(`${top}.top`)),
    pool: narrowed(readPtop(textOf(`${ptop}.ptop`)), share),
    trunkMbps: undefined,
  }));
}

function narrowed(pool: PlacementRequest["pool"], share: number): PlacementRequest["pool"] {
  const trunks = pool.resources.trunks.map((trunk) =>
    Object.assign({}, trunk, { bandwidthMbps: trunk.bandwidthMbps * share }),
  );
  return { ...pool, resources: { ...pool.resources, trunks } };
}

function compared(
  what: string,
  top: string,
  ptop: string,
  seconds?: number,
  theirs?: string,
): BenchRow {
  const request = { design: readTop(top), pool: readPtop(ptop), catalogue, window, held: [] };
  const { wall, processor } = measured(() => place({ ...request, pool: fresh(request.pool) }));
  const ratio = seconds === undefined ? undefined : (seconds * 1000) / median(processor);
  const notes = [
    verdict(request),
    `processor ${median(processor).toFixed(1)} ms`,
    ratio === undefined ? undefined : `${ratio.toFixed(0)} × as fast`,
    theirs,
    rivalOn(top, ptop),
  ];
  return row(what, median(wall), wall, notes.filter((note) => note !== undefined).join("; "));
}

/** Nothing that is remembered about a pool helps with it. */
function fresh(pool: PlacementRequest["pool"]): PlacementRequest["pool"] {
  return { ...pool, resources: { ...pool.resources } };
}

function ownRows(): readonly BenchRow[] {
  const { design } = exampleDesigns().find(({ id }) => id === "web-site-simulator") ?? {};
  if (design === undefined) throw new Error("example 3 is missing");
  const common = { window, held: [] };
  const lab = poolOf(simulatedResources(60, () => false));
  const example = { ...common, design, catalogue: starterCatalogue(), pool: lab };
  const racks = { ...common, catalogue, pool: rackedPool(21, 24) };
  return [
    timed("example 3 on 60 hosts of the simulated lab", example),
    timed("300 machines on 504 hosts", { ...racks, design: farm("") }),
    timed("the same with 1 Gb/s promised to each", {
      ...racks,
      design: farm(" bandwidthMbps=1000"),
    }),
    timed("the same with 9 Gb/s promised to each", {
      ...racks,
      design: farm(" bandwidthMbps=9000"),
    }),
    unconstrained(),
    warm(),
  ];
}

function timed(what: string, request: PlacementRequest): BenchRow {
  const { wall } = measured(() => place(request));
  return row(what, median(wall), wall, verdict(request));
}

/** Machines without any network, of several sizes, a second. */
function unconstrained(): BenchRow {
  const sizes = Array.from({ length: 40 }, (_, index) => index);
  const nodes = sizes.map((index) => [
    `m${index}`,
    { kind: "machine", count: 500, cores: 1 + (index % 3), memoryMiB: 512 * (1 + (index % 5)) },
  ]);
  const design = sketch("Many", Object.fromEntries(nodes));
  const pool = rackedPool(209, 24);
  const request = { design, pool, catalogue, window, held: [] };
  const { processor } = measured(() => place({ ...request, pool: fresh(pool) }));
  const machines = sizes.length * 500;
  const speed = (ms: number): number => machines / (ms / 1000);
  return {
    what: `${machines.toLocaleString("en")} machines without networks on 5,016 hosts`,
    value: speed(median(processor)),
    unit: "/s",
    range: rangeOf(processor.map(speed)),
    runs: processor.length,
    note: verdict(request),
  };
}

/** One machine more in a design that was placed before, on a known pool. */
function warm(): BenchRow {
  const design = farm(" bandwidthMbps=100");
  const pool = rackedPool(209, 24);
  const request = { design, pool, catalogue, window, held: [] };
  const before = place(request);
  if (!before.ok) throw new Error(before.error.map(refusalText).join());
  const after = applyEdits(design, [{ type: "change-node", id: "web", change: { count: 151 } }]);
  const again = { ...request, design: after, previous: before.value.hosts };
  const { wall, processor } = measured(() => place(again));
  const note = `${verdict(again)}; processor ${median(processor).toFixed(1)} ms`;
  return row("one machine more among 300, on 5,016 known hosts", median(wall), wall, note);
}

function row(what: string, value: number, list: readonly number[], note: string): BenchRow {
  return { what, value, unit: "ms", range: rangeOf(list), runs: list.length, note };
}

/** Wall and processor time of each run, in ms, once the code is warm. */
function measured(run: () => unknown): { readonly wall: number[]; readonly processor: number[] } {
  const [wall, processor]: [number[], number[]] = [[], []];
  for (let round = -2; round < RUNS; round++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    run();
    const { user, system } = process.cpuUsage(used);
    if (round < 0) continue;
    wall.push(performance.now() - start);
    processor.push((user + system) / 1000);
  }
  return { wall, processor };
}

function farm(rate: string): PlacementRequest["design"] {
  return sketch(
    "Farm",
    {
      front: { kind: "subnet", cidr: "10.0.0.0/22" },
      back: { kind: "subnet", cidr: "10.0.4.0/22" },
      router: { kind: "router" },
      web: { kind: "machine", count: 150, cores: 4, memoryMiB: 8192 },
      data: { kind: "machine", count: 149, cores: 6, memoryMiB: 16_384 },
    },
    [
      `web:nic front:net${rate}`,
      `data:nic back:net${rate}`,
      "router:nic front:net",
      "router:nic back:net",
    ],
  );
}

/** What the independent checker says of it, and how spread out it is. */
function verdict(request: PlacementRequest): string {
  const placed = place(request);
  if (!placed.ok) return `refused: ${placed.error.map(refusalText).join("; ")}`;
  const { violations, interSwitchLinks, machines, switches, peakTrunkMbps } = mappingFigures(
    request,
    placed.value,
  );
  return `${violations} violations, ${interSwitchLinks} inter-switch links, ${machines} hosts, ${switches} switches, busiest trunk ${peakTrunkMbps} Mb/s`;
}
