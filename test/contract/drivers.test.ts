import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulated } from "../../electron/daemon/drivers/simulated/simulated.ts";
import { strongRandom } from "../../electron/node/strong-random.ts";
import { systemClock } from "../../electron/node/system-clock.ts";
import { describeDriver, type DriverHarness } from "./driver-suite.ts";

// The driver `incus` runs through the same suite in test/lab, for it needs a real server and root.
describeDriver("simulated", { restarts: false, realShell: false }, openSimulated);

async function openSimulated(): Promise<DriverHarness> {
  const directory = mkdtempSync(join(tmpdir(), "labwright-simulated-"));
  const driver = simulated.open(
    { driver: "simulated", hosts: 3, speed: 10_000, seed: 1 },
    {
      pool: "simulated",
      clock: systemClock(),
      random: strongRandom(),
      directory,
      operationMinutes: 10,
      written: () => null,
    },
  );
  return {
    driver,
    listing: async () => listingOf(join(directory, "lab.jsonl")),
    close: async () => {
      await driver.close();
      rmSync(directory, { recursive: true });
    },
  };
}

interface Item {
  readonly serial: number;
  readonly type: string;
  readonly managementId: string;
  readonly id: string;
  readonly goneAt: number | null;
}

/** The simulated lab's own truth, read from its journal: what is there and will stay. */
function listingOf(journal: string): readonly string[] {
  const items = new Map<number, Item>();
  for (const line of readFileSync(journal, "utf8").trim().split("\n")) {
    const entry = JSON.parse(line) as { put?: Item; drop?: number };
    if (entry.put !== undefined) items.set(entry.put.serial, entry.put);
    if (entry.drop !== undefined) items.delete(entry.drop);
  }
  return [...items.values()]
    .filter(({ goneAt }) => goneAt === null)
    .map(({ type, managementId, id }) => `${type} ${managementId}/${id}`)
    .sort();
}
