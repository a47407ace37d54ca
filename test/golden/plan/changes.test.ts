import { describe, expect, test } from "vitest";
import { faultSentence } from "../../../shared/base/fault.ts";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import type { Design } from "../../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { desiredStateSchema, type DesiredState } from "../../../shared/plan/desired.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import { difference, withGenerations } from "../../../shared/plan/difference.ts";
import { differenceLines } from "../../../shared/plan/difference-text.ts";
import { impossibleChanges } from "../../../shared/plan/impossible.ts";
import { rackedPool } from "../../support/pools.ts";

const catalogue = starterCatalogue();
const lab = rackedPool(2, 4);
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };

interface Made {
  readonly design: Design;
  readonly placement: Placement;
  readonly desired: DesiredState;
}

function make(design: Design, before?: Made): Made {
  const seats = catalogue.data.licenceProducts.map(({ id }) => ({ product: id, seats: 1000 }));
  const pool = { ...lab, resources: { ...lab.resources, seats } };
  const kept = before && { kept: before.placement };
  const placed = place({ design, catalogue, pool, window, held: [], ...kept });
  if (!placed.ok) throw new Error(JSON.stringify(placed.error));
  const placement = placed.value;
  const known = before && { before: before.desired };
  const managementId = "a".repeat(32);
  const made = desiredState({ design, catalogue, placement, managementId, ...known });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const desired = before ? withGenerations(before.desired, made.value) : made.value;
  expect(desiredStateSchema.parse(desired)).toEqual(desired);
  return { design, placement, desired };
}

function describeMade({ design, desired }: Made) {
  return { desired, nodes: resolveNodes(design, catalogue).values() };
}

type Nodes = Readonly<Record<string, SketchNode>>;

const machine = { kind: "machine", cores: 2, memoryMiB: 2048, diskGiB: 20 };
const debian = { ...machine, operatingSystem: "debian-12" };
const START: Nodes = {
  lan: { kind: "subnet", cidr: "10.0.0.0/24" },
  gate: { kind: "router" },
  web: { ...debian, count: 2, applications: ["apache"] },
  db: debian,
  disk: { kind: "storage", capacityGiB: 100 },
};
const LINKS = ["gate:nic lan:net", "web:nic lan:net", "db:nic lan:net", "db:disk disk:attach"];

/** What becomes of the start, in the words in which it is done. */
const CHANGES: Readonly<Record<string, readonly [nodes: Nodes, links?: readonly string[]]>> = {
  "nothing but a moved node": [{ ...START, db: { ...debian, at: [900, 900] } }],
  "one web server more, that sorts before the others": [
    { ...START, alpha: debian },
    [...LINKS, "alpha:nic lan:net"],
  ],
  "one web server less": [{ ...START, web: { ...debian, applications: ["apache"] } }],
  "a larger database": [{ ...START, db: { ...debian, cores: 4, memoryMiB: 8192, diskGiB: 40 } }],
  "another operating system, and an application less": [
    { ...START, web: { ...debian, count: 2 }, db: { ...machine, operatingSystem: "alpine-3.23" } },
  ],
  "a second network": [
    { ...START, dmz: { kind: "subnet", cidr: "10.0.1.0/24" } },
    [...LINKS, "db:nic dmz:net", "gate:nic dmz:net"],
  ],
  "no storage any more, and a licence": [
    {
      lan: START["lan"]!,
      gate: START["gate"]!,
      web: START["web"]!,
      db: debian,
      seats: { kind: "licence", product: "microsoft-365-business", seats: 5 },
    },
    LINKS.slice(0, 3),
  ],
  "more room on the volume": [{ ...START, disk: { kind: "storage", capacityGiB: 250 } }],
  "less room on the volume": [{ ...START, disk: { kind: "storage", capacityGiB: 50 } }],
};

describe("a running environment's design becomes another", () => {
  const start = make(sketch("Start", START, LINKS));

  test("each change says what it does to the lab", async () => {
    const texts = Object.entries(CHANGES).map(([title, [nodes, links = LINKS]]) => {
      const after = make(sketch("After", nodes, links), start);
      const change = difference(describeMade(start), describeMade(after));
      const stops = impossibleChanges(start.desired, after.desired).map(
        (one) => `Not possible: ${faultSentence(one)}`,
      );
      return `${[title, ...[...differenceLines(change), ...stops].map((line) => `  ${line}`)].join("\n")}\n`;
    });
    await expect(texts.join("\n")).toMatchFileSnapshot("changes.txt");
  });

  test("and back, by undo, it is as it was before, machines that were made anew apart", () => {
    for (const [nodes, links = LINKS] of Object.values(CHANGES)) {
      const after = make(sketch("After", nodes, links), start);
      const back = make(start.design, after);
      const { networks, volumes, instances } = back.desired;
      expect(networks).toEqual(start.desired.networks);
      expect(volumes).toEqual(start.desired.volumes);
      expect(instances.map(({ id }) => id)).toEqual(start.desired.instances.map(({ id }) => id));
    }
  });

  test("a machine that stays has the same host, addresses and interfaces", () => {
    const [nodes, links] = CHANGES["one web server more, that sorts before the others"]!;
    const after = make(sketch("After", nodes, links), start);
    for (const one of start.desired.instances) expect(after.desired.instances).toContainEqual(one);
  });
});
