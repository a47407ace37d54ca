import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { simulatedResources } from "../../electron/daemon/drivers/simulated/resources.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { checkPlacement } from "../../shared/placement/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { PlacementRequest } from "../../shared/placement/placement.ts";
import { refusalText } from "../../shared/placement/refusal-text.ts";
import { plainCatalogue, poolOf, rackedPool } from "../support/pools.ts";
import { readPtop, readTop } from "./assign-inputs.ts";
import { timeOf, type BenchResult, type BenchRow } from "./measure.ts";

/** Inputs of another solver, where they lie beside the repository; its figures are in FIGURES.md there. */
const INPUTS = new URL("../../../shared/bench/placement/", import.meta.url);
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };

/** Placement of example 3, of 300 machines on 500 hosts, and of the other solver's inputs. */
export async function bench(): Promise<BenchResult> {
  const { design } = exampleDesigns().find(({ id }) => id === "web-site-simulator") ?? {};
  if (design === undefined) throw new Error("example 3 is missing");
  const rows: BenchRow[] = [];
  const measure = async (what: string, request: PlacementRequest): Promise<void> => {
    rows.push({ ...(await timeOf(what, () => place(request), 5)), note: verdict(request) });
  };
  const common = { window, held: [] };
  await measure("example 3 on 60 hosts of the simulated lab", {
    ...common,
    design,
    catalogue: starterCatalogue(),
    pool: poolOf(simulatedResources(60, () => false)),
  });
  const pool = rackedPool(21, 24);
  const catalogue = plainCatalogue();
  for (const [what, rate] of [
    ["300 machines on 504 hosts", ""],
    ["the same with 1 Gb/s promised to each", " bandwidthMbps=1000"],
    ["the same with 9 Gb/s promised to each", " bandwidthMbps=9000"],
  ] as const)
    await measure(what, { ...common, design: farm(rate), catalogue, pool });
  for (const [top, ptop] of pairs())
    await measure(`${top} on ${ptop}`, {
      ...common,
      design: readTop(fileURLToPath(new URL(`${top}.top`, INPUTS))),
      catalogue,
      pool: readPtop(fileURLToPath(new URL(`${ptop}.ptop`, INPUTS))),
    });
  return { name: "Placement", rows };
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

function pairs(): readonly (readonly [string, string])[] {
  if (!existsSync(INPUTS)) return [];
  return [
    ["rnd20", "small500"],
    ["rnd50", "small500"],
    ["rnd100", "small500"],
    ["rnd200", "small500"],
    ["rnd200", "big1000"],
    ["rnd500", "small1000"],
    ["lan20", "small500"],
    ["lan200", "small500"],
  ];
}

/** What the independent checker says of it, and how spread out it is. */
function verdict(request: PlacementRequest): string {
  const placed = place(request);
  if (!placed.ok) return `refused: ${placed.error.map(refusalText).join("; ")}`;
  const { hosts, claims } = placed.value;
  const used = new Set(Object.values(hosts));
  const switches = new Set(
    request.pool.resources.hosts.filter(({ id }) => used.has(id)).map((host) => host.switch),
  );
  const trunks = claims.filter(({ resource }) => resource.includes("/trunk/"));
  const most = Math.max(0, ...trunks.map(({ quantity }) => quantity));
  const violations = checkPlacement(request, placed.value).length;
  return `${violations} violations, ${used.size} hosts, ${switches.size} switches, busiest trunk ${most} Mb/s`;
}
