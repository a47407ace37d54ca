import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openStore } from "../../electron/daemon/store/index.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { FaultError } from "../../shared/base/fault.ts";
import { loopDiskObstacle, SmallDisk } from "../support/loop-disk.ts";
import { newEnvironment, prepareStore, valueOf } from "../support/store-fixtures.ts";

const MEBIBYTE = 1 << 20;
const obstacle = loopDiskObstacle();
if (obstacle !== null) console.log(`skipped: disk full: ${obstacle}`);

/** Stores until the disk is full; what was acknowledged, and what came then. */
async function fill(store: Store): Promise<{ stored: string[]; failure: unknown }> {
  const stored: string[] = [];
  const store4 = async (first: number): Promise<void> => {
    const ids = [0, 1, 2, 3].map((index) => `${first + index}`);
    await Promise.all(
      ids.map(async (id) => {
        const { record, ...rest } = newEnvironment({ id });
        const description = randomBytes(10_000).toString("hex");
        const design = { ...record.design, description };
        valueOf(await store.createEnvironment({ ...rest, record: { ...record, design } }));
        stored.push(id);
      }),
    );
  };
  for (let first = 0; ; first += 4) {
    const failure: unknown = await store4(first).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure !== null) return { stored, failure };
  }
}

describe.skipIf(obstacle !== null)("a full disk", () => {
  test("is told at once, acknowledges nothing more, and loses nothing once there is room again", async () => {
    const disk = new SmallDisk(8);
    try {
      const ballast = join(disk.mountPoint, "ballast");
      writeFileSync(ballast, Buffer.alloc(3 * MEBIBYTE));
      const dataDirectory = join(disk.mountPoint, "data");
      const store = valueOf(await openStore({ dataDirectory }));
      await prepareStore(store, {});
      const { stored, failure } = await fill(store);
      expect(failure).toBeInstanceOf(FaultError);
      expect((failure as FaultError).fault.code).toBe("store-failed");
      expect((failure as FaultError).message).toMatch(/full/);
      expect(stored.length).toBeGreaterThan(0);
      // From now on everything is refused, reading too: what it holds is no longer known to be on the disk.
      await expect(store.listTenants()).rejects.toThrow(FaultError);
      await expect(store.createEnvironment(newEnvironment({ id: "later" }))).rejects.toThrow(
        FaultError,
      );
      await store.close();
      rmSync(ballast);
      const again = valueOf(await openStore({ dataDirectory }));
      const listed = new Set((await again.listEnvironments("acme")).map(({ id }) => id));
      expect(stored.filter((id) => !listed.has(id))).toEqual([]);
      expect(valueOf(await again.createEnvironment(newEnvironment({ id: "later" })))).toEqual({
        id: "later",
        created: true,
      });
      await again.close();
      const database = new DatabaseSync(join(dataDirectory, "labwright.sqlite"));
      expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      database.close();
    } finally {
      disk.remove();
    }
  });

  test("when it is full already, opening says so", async () => {
    const disk = new SmallDisk(1);
    try {
      writeFileSync(join(disk.mountPoint, "ballast"), Buffer.alloc(MEBIBYTE - 4096));
      const opened = await openStore({ dataDirectory: join(disk.mountPoint, "data") });
      expect(opened.ok ? "opened" : opened.error.code).toBe("store-failed");
    } finally {
      disk.remove();
    }
  });
});
