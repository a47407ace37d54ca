import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "../../electron/main/atomic-file.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { loopDiskObstacle, SmallDisk } from "../support/loop-disk.ts";

const obstacle = loopDiskObstacle();
if (obstacle !== null) console.log(`skipped: saving on a full disk: ${obstacle}`);

test.skipIf(obstacle !== null)(
  "a disk that fills while a design is saved leaves the previous version, and says so",
  async () => {
    const disk = new SmallDisk(1);
    try {
      const path = join(disk.mountPoint, "shop.labwright.json");
      const before = printDesign(emptyDesign("shop"));
      expect(await writeAtomically(path, before)).toEqual({ ok: true, value: undefined });
      const large = printDesign({ ...emptyDesign("shop"), description: "x".repeat(2 << 20) });
      const saved = await writeAtomically(path, large);
      expect(saved).toMatchObject({
        ok: false,
        error: {
          code: "file-write-failed",
          where: path,
          parameters: { detail: expect.stringContaining("ENOSPC") as string },
        },
      });
      expect(readFileSync(path, "utf8")).toBe(before);
      expect(readdirSync(disk.mountPoint)).toEqual(["shop.labwright.json"]);
    } finally {
      disk.remove();
    }
  },
);
