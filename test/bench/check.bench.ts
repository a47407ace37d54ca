import { isDeepStrictEqual } from "node:util";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits, type DesignEdit } from "../../shared/design/edit.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import { buildTopology } from "../../shared/topology/build.ts";
import { largeDesign } from "../support/large-design.ts";
import { timeOf, type BenchResult, type BenchRow } from "./measure.ts";

const SIZES = [1000, 10_000];

/** What a person does again and again; each is done and undone in turns. */
const EDITS: Readonly<Record<string, DesignEdit>> = {
  move: { type: "change-node", id: "m-3-4", change: { position: { x: 1, y: 2 } } },
  rename: { type: "change-node", id: "m-3-4", change: { name: "search" } },
  "less memory": { type: "set-property", id: "m-3-4", property: "memoryMiB", value: 64 },
  "pull a cable": { type: "remove-link", id: "m-3-4-switch-3" },
  "remove a machine": { type: "remove-node", id: "m-3-5" },
};

/** Full and incremental check; the two are compared before either is timed. */
export async function bench(): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) rows.push(...(await benchSize(size)));
  return { name: "Check", rows };
}

async function benchSize(size: number): Promise<readonly BenchRow[]> {
  const catalogue = starterCatalogue();
  const rateCard = starterRateCard();
  const design = largeDesign(size);
  const elements = `${size.toLocaleString("en")} elements`;
  const full = await timeOf(`full check, ${elements}`, () =>
    checkDesign(design, catalogue, rateCard),
  );
  const topology = await timeOf(`topology, ${elements}`, () =>
    buildTopology(resolveNodes(design, catalogue), design.links),
  );
  const first = await timeOf(
    `first incremental check, ${elements}`,
    () => createChecker(catalogue, rateCard).update(design),
    3,
  );
  const rows = [full, topology, first];
  const checker = createChecker(catalogue, rateCard);
  const check = (version: Design): unknown => checker.update(version);
  check(design);
  for (const [name, edit] of Object.entries(EDITS)) {
    const edited = applyEdits(design, [edit]);
    for (const version of [edited, design])
      if (!isDeepStrictEqual(check(version), checkDesign(version, catalogue, rateCard)))
        throw new Error(`the incremental check differs from the full one after "${name}"`);
    let turn = 0;
    const row = await timeOf(
      `  ${name}, ${elements}`,
      () => check(turn++ % 2 === 0 ? edited : design),
      20,
    );
    rows.push({ ...row, note: `full check takes ${Math.round(full.value / row.value)} × as long` });
  }
  return rows;
}
