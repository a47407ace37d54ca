import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { BenchResult, BenchRow } from "./measure.ts";

/** Every bench, in the order it runs. Add one by writing `x.bench.ts` with `bench()` and a line here. */
const BENCHES = {
  check: () => import("./check.bench.ts"),
  pricing: () => import("./pricing.bench.ts"),
  rating: () => import("./rating.bench.ts"),
  completion: () => import("./completion.bench.ts"),
  placement: () => import("./placement.bench.ts"),
  layout: () => import("./layout.bench.ts"),
  plan: () => import("./plan.bench.ts"),
  store: () => import("./store.bench.ts"),
  metering: () => import("./metering.bench.ts"),
  reservations: () => import("./reservations.bench.ts"),
  daemon: () => import("./daemon.bench.ts"),
  lab: () => import("./lab.bench.ts"),
  screens: () => import("./screens.bench.ts"),
  canvas: () => import("./canvas.bench.ts"),
} satisfies Record<string, () => Promise<{ bench(): Promise<BenchResult> }>>;

const RESULTS = new URL("../results/", import.meta.url);

const { values } = parseArgs({
  options: { only: { type: "string", multiple: true }, help: { type: "boolean" } },
});
if (values.help === true) {
  console.log(`npm run bench [-- --only NAME …]\nThere are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(0);
}
const unknown = (values.only ?? []).filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const [name, load] of Object.entries(BENCHES)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  results.push(await run(name, load));
}
mkdirSync(RESULTS, { recursive: true });
const report = {
  at: new Date().toISOString(),
  node: process.version,
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryMiB: Math.round(totalmem() / 2 ** 20),
  results,
};
writeFileSync(new URL("bench.json", RESULTS), `${JSON.stringify(report, null, 2)}\n`);
console.log(
  `\n${report.cores} × ${report.processor}, Node ${report.node}; test/results/bench.json`,
);
process.exit(results.some(({ skipped }) => skipped?.startsWith("failed") === true) ? 1 : 0);

async function run(
  name: string,
  load: () => Promise<{ bench(): Promise<BenchResult> }>,
): Promise<BenchResult> {
  const start = performance.now();
  let result: BenchResult;
  try {
    result = await (await load()).bench();
  } catch (error) {
    result = { name, rows: [], skipped: `failed: ${String(error)}` };
  }
  console.log(`\n${result.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (result.skipped !== undefined) console.log(`  ${result.skipped}`);
  for (const line of table(result.rows)) console.log(`  ${line}`);
  return result;
}

function table(rows: readonly BenchRow[]): readonly string[] {
  const cells = rows.map(({ what, value, unit, range, runs, note }) => [
    what,
    readable(value),
    unit,
    range === undefined ? "" : `${readable(range[0])}–${readable(range[1])}`,
    runs === undefined ? "" : `${runs} runs`,
    note ?? "",
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Three digits that matter, whole numbers from a hundred on. */
function readable(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
