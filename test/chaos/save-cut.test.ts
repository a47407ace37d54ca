import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readTextFile } from "../../electron/node/text-file.ts";
import { readDesign } from "../../shared/design/read.ts";
import { loopDiskObstacle, LoopDisk } from "../support/loop-disk.ts";
import { seeded } from "../support/seeded.ts";

// A save that is killed or loses its power in the middle: what is in the file afterwards is whole, and not
// older than what was said to be saved. Every single byte is cut in test/property/save-every-byte.

const KILLS = Number(process.env["LABWRIGHT_KILLS"] ?? 12);
const CUTS = Math.min(10, Number(process.env["LABWRIGHT_CUTS"] ?? 3));
const random = seeded(Number(process.env["LABWRIGHT_SEED"] ?? 1));
const SAVER = fileURLToPath(new URL("../support/design-saver.ts", import.meta.url));

interface Saver {
  readonly child: ChildProcess;
  /** The last version that it said to be saved. */
  readonly said: () => number;
}

/** A program that saves one version after the other; it has saved the first when this resolves. */
async function startSaver(path: string): Promise<Saver> {
  const child = spawn(process.execPath, [SAVER, path], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(child.stdout, "data");
  return { child, said: () => Number(output.split("\n").at(-2)) };
}

/** The number of the version in the file; fails where it is not a whole design. */
async function versionIn(path: string): Promise<number> {
  const text = await readTextFile(path);
  const design = text.ok ? readDesign(text.value) : text;
  if (!design.ok) throw new Error(`No whole design: ${JSON.stringify(design.error)}`);
  return Number(design.value.name.replace("version-", ""));
}

test(`killed at any moment, ${KILLS} times`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "labwright-save-"));
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const path = join(folder, `${kill}.labwright.json`);
      const { child, said } = await startSaver(path);
      await setTimeout(random() * 60);
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
      expect(await versionIn(path)).toBeGreaterThanOrEqual(said());
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const obstacle = loopDiskObstacle();
if (obstacle !== null) console.log(`skipped: power cuts while saving: ${obstacle}`);

test.skipIf(obstacle !== null)(`the power goes at any moment, ${CUTS} times`, async () => {
  for (let cut = 0; cut < CUTS; cut++) {
    const disk = new LoopDisk();
    try {
      const { child, said } = await startSaver(join(disk.mountPoint, "a.labwright.json"));
      await setTimeout(100 + random() * 400);
      child.kill("SIGSTOP");
      // What it said before it was stopped is in the pipe.
      await setTimeout(100);
      const image = disk.cut();
      const acknowledged = said();
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
      const restarted = new LoopDisk(image);
      try {
        const found = await versionIn(join(restarted.mountPoint, "a.labwright.json"));
        expect(found).toBeGreaterThanOrEqual(acknowledged);
      } finally {
        restarted.remove();
      }
    } finally {
      disk.remove();
    }
  }
});
