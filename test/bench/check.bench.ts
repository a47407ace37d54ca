import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import { buildTopology } from "../../shared/topology/build.ts";
import { compareText } from "../../shared/topology/ids.ts";
import { largeDesign } from "../support/large-design.ts";
import { MANY } from "../support/random-session.ts";
import { timeSession, wholeAnalysis, type EditTime } from "./editing.ts";
import { median, rangeOf, timeOf, type BenchResult, type BenchRow } from "./measure.ts";

interface Size {
  readonly elements: number;
  readonly edits: number;
  /** How often the outcome is compared with a full check and quote. */
  readonly compareEvery: number;
  /** What 99 of 100 edits must stay below, in milliseconds. */
  readonly limit: number;
  readonly runs: number;
}

const SIZES: readonly Size[] = [
  { elements: 10_000, edits: 3000, compareEvery: 250, limit: 1, runs: 5 },
  { elements: 100_000, edits: 1500, compareEvery: 750, limit: 4, runs: 1 },
];

/**
 * From an edit to the problems and the price of the next version, over a session of random gestures with undo
 * and redo, beside a full check. Problems and price are compared with full ones on the way.
 */
export async function bench(): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) rows.push(...(await benchSize(size)));
  return { name: "Check", rows };
}

async function benchSize(size: Size): Promise<readonly BenchRow[]> {
  const [catalogue, rateCard] = [starterCatalogue(), starterRateCard()];
  const design = largeDesign(size.elements);
  const elements = `${size.elements.toLocaleString("en")} elements`;
  const full = await timeOf(
    `full check, ${elements}`,
    () => checkDesign(design, catalogue, rateCard),
    size.runs,
  );
  const whole = await timeOf(`full check and price`, () => wholeAnalysis(design), size.runs);
  const others = [
    await timeOf(
      "topology",
      () => buildTopology(resolveNodes(design, catalogue), design.links),
      size.runs,
    ),
    await timeOf(
      "first incremental check",
      () => createChecker(catalogue, rateCard).update(design),
      Math.min(3, size.runs),
    ),
  ];
  const times = timeSession(design, size.edits, size.compareEvery);
  return [full, whole, ...others, ...editRows(times, size.limit, full.value)];
}

/** All together, then each kind of gesture; what is done to many at once stands apart. */
function editRows(times: readonly EditTime[], limit: number, full: number): readonly BenchRow[] {
  const single = times.filter(({ kind }) => !kind.endsWith(` ${MANY}`));
  const walls = single.map(({ wall }) => wall);
  const [middle, high] = [median(walls), percentile(walls, 0.99)];
  const ofProcessor = single.reduce((sum, { processor }) => sum + processor, 0) / single.length;
  const ratio = (value: number): string => `full check takes ${Math.round(full / value)} × as long`;
  const row = (what: string, value: number, list: readonly number[], note: string): BenchRow => ({
    what,
    value,
    unit: "ms",
    range: rangeOf(list),
    runs: list.length,
    note,
  });
  return [
    row("  an edit, median", middle, walls, ratio(middle)),
    row("  an edit, 99 of 100", high, walls, `limit ${limit} ms, ${ratio(high)}`),
    {
      what: "  an edit, mean processor time",
      value: ofProcessor,
      unit: "ms",
      note: ratio(ofProcessor),
    },
    ...[...Map.groupBy(times, ({ kind }) => kind)]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([kind, list]) => {
        const own = list.map(({ wall }) => wall);
        return row(
          `    ${kind}`,
          median(own),
          own,
          `99 of 100: ${percentile(own, 0.99).toFixed(2)} ms`,
        );
      }),
  ];
}

function percentile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN;
}
