import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openStore } from "../../electron/daemon/store/index.ts";
import { loopDiskObstacle, LoopDisk } from "../support/loop-disk.ts";
import { seeded } from "../support/seeded.ts";
import { valueOf } from "../support/store-fixtures.ts";

// TRUST.md §2, promise 2. More cuts or other moments: LABWRIGHT_CUTS=30 LABWRIGHT_SEED=7.
const CUTS = Number(process.env["LABWRIGHT_CUTS"] ?? 6);
const SEED = Number(process.env["LABWRIGHT_SEED"] ?? 1);
const WRITER = fileURLToPath(new URL("../support/store-writer.ts", import.meta.url));

interface Cut {
  readonly acknowledged: readonly string[];
  /** The disk as the cut left it. */
  readonly image: string;
  readonly disk: LoopDisk;
}

/** Lets a writer load a fresh disk, stops it dead after a while, and takes the disk as it is. */
async function cutPower(flushing: "full" | "off", milliseconds: number): Promise<Cut> {
  const disk = new LoopDisk();
  const writer = spawn(process.execPath, [WRITER, join(disk.mountPoint, "data"), flushing], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  writer.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const closed = once(writer, "close");
  // Counted from the first acknowledgement, so that a slow machine's cuts hit the load too.
  await Promise.race([once(writer.stdout, "data"), closed]);
  await setTimeout(milliseconds);
  expect(writer.exitCode, "the writer ended by itself").toBeNull();
  writer.kill("SIGSTOP");
  // What the writer said before it was stopped is in the pipe; nothing is added any more.
  await setTimeout(100);
  const image = disk.cut();
  writer.kill("SIGKILL");
  await closed;
  // The last line counts only when it is whole.
  const acknowledged = output.split("\n").slice(0, -1);
  return { acknowledged, image, disk };
}

/** Plays the cut disk back and asks it for everything that was acknowledged; how many answers are missing. */
async function lost({ acknowledged, image }: Cut): Promise<number> {
  const restarted = new LoopDisk(image);
  try {
    const dataDirectory = join(restarted.mountPoint, "data");
    const store = valueOf(await openStore({ dataDirectory }));
    const environments = await store.listEnvironments("acme");
    const events = await store.eventsAfter("acme", 0, 1_000_000);
    await store.close();
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(problems(join(dataDirectory, "labwright.sqlite"))).toEqual([]);
    const states = new Map(environments.map(({ id, state }) => [id, state]));
    return acknowledged.filter((line) => {
      const [what, id = ""] = line.split(" ");
      return what === "created" ? !states.has(id) : states.get(id) !== "ready";
    }).length;
  } finally {
    restarted.remove();
  }
}

function problems(file: string): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const check = database.prepare("PRAGMA integrity_check").all();
  const keys = database.prepare("PRAGMA foreign_key_check").all();
  database.close();
  return [...check.filter((row) => row["integrity_check"] !== "ok"), ...keys];
}

const obstacle = loopDiskObstacle();
if (obstacle !== null) console.log(`skipped: power loss: ${obstacle}`);

describe.skipIf(obstacle !== null)(`power loss (seed ${SEED})`, () => {
  const random = seeded(SEED);
  const moments = Array.from({ length: CUTS }, () => Math.round(random() ** 2 * 2500));

  test.each(moments)("%i ms into the load loses nothing acknowledged", async (moment) => {
    const cut = await cutPower("full", moment);
    try {
      expect(cut.acknowledged.length).toBeGreaterThan(0);
      expect(await lost(cut)).toBe(0);
    } finally {
      cut.disk.remove();
      rmSync(cut.image, { force: true });
    }
  });

  test("the control: without flushing the same cut does lose, so the test would see it", async () => {
    const cut = await cutPower("off", 500);
    try {
      expect(cut.acknowledged.length).toBeGreaterThan(0);
      // A file that cannot be opened any more has lost everything.
      const missing = await lost(cut).catch(() => cut.acknowledged.length);
      expect(missing).toBeGreaterThan(0);
    } finally {
      cut.disk.remove();
    }
  });
});
