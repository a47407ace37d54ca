import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../electron/daemon/store/index.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { completeUpTo, missingIn } from "../../shared/metering/watermark.ts";
import { valueOf } from "../support/store-fixtures.ts";
import { reportRequests, usageTime } from "../support/usage-events.ts";

// Kill -9 at any moment while usage is taken or rolled up: what was acknowledged is there, and everything counts once.
// More kills or other moments: LABWRIGHT_KILLS=100 LABWRIGHT_SEED=7.
const KILLS = Number(process.env["LABWRIGHT_KILLS"] ?? 6);
const SEED = Number(process.env["LABWRIGHT_SEED"] ?? 1);
const WRITER = fileURLToPath(new URL("../support/usage-writer.ts", import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-usage-kill-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Lets a writer report from a number on, kills it so long after its first answer, and says how far it was told. */
async function killed(first: number, milliseconds: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, directory, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  writer.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(writer, "close");
  await Promise.race([once(writer.stdout, "data"), ended]);
  await delay(milliseconds);
  writer.kill("SIGKILL");
  await ended;
  // The last line counts only when it is whole.
  return Number(output.split("\n").slice(0, -1).at(-1) ?? Number.NaN);
}

/** How many requests are counted, and up to which number everything has arrived. */
async function counted() {
  const store = valueOf(await openStore({ dataDirectory: directory }));
  try {
    const window = { start: usageTime(0), end: usageTime(100_000_000) };
    const { segments } = await store.meteredUsage("acme", window);
    const [producer] = await store.meterProducers("acme");
    const ranges = producer?.ranges ?? [];
    return {
      sum: segments.reduce((total, { quantity }) => total + Number(quantity), 0),
      last: ranges.at(-1)?.to ?? 0,
      missing: missingIn(ranges),
      complete: completeUpTo(ranges),
      conflicts: await store.meterConflicts("acme", 10),
    };
  } finally {
    await store.close();
  }
}

test(
  `${KILLS} kills (seed ${SEED}) lose nothing acknowledged and count nothing twice`,
  { timeout: 120_000 + KILLS * 20_000 },
  async () => {
    const random = seededRandom(SEED);
    let acknowledged = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      // A producer goes back to before what it was last told, or to its beginning.
      const back = random.next() < 0.2 ? acknowledged : Math.floor(random.next() * 100);
      const told = await killed(Math.max(1, acknowledged + 1 - back), random.next() ** 2 * 400);
      acknowledged = Math.max(acknowledged, told);
      const { sum, last, missing } = await counted();
      expect(sum, `after ${kill + 1} kills`).toBe(last);
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      expect(missing).toEqual([]);
    }
    // All of it once more: nothing is new.
    const { last } = await counted();
    const store = valueOf(await openStore({ dataDirectory: directory }));
    const again = await reportRequests(store, 1, last + 1);
    await store.close();
    expect(again).toEqual({ accepted: 0, duplicates: last, conflicts: [] });
    expect(await counted()).toEqual({
      sum: last,
      last,
      missing: [],
      complete: Date.parse(usageTime(last)),
      conflicts: [],
    });
  },
);
