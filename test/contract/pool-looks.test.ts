import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDriver } from "../../electron/daemon/drivers/index.ts";
import { createLog } from "../../electron/daemon/log.ts";
import { createPools } from "../../electron/daemon/pool/pools.ts";
import { strongRandom } from "../../electron/node/strong-random.ts";
import { systemClock } from "../../electron/node/system-clock.ts";
import { poolResourcesSchema } from "../../shared/pool/pool.ts";
import { describeStores } from "../support/store-engines.ts";
import { valueOf } from "../support/store-fixtures.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "labwright-looks-"));
afterAll(() => rmSync(dataDirectory, { recursive: true }));

describeStores("looks at a lab while somebody writes it down", (engine) => {
  test("what was written is no news, though a look that was on its way finds it first", async () => {
    const store = await engine.open();
    /** What each look waits for before it looks. */
    const looks = [Promise.resolve()];
    const begun: (() => void)[] = [];
    const pools = createPools({
      store,
      dataDirectory,
      clock: systemClock(),
      random: strongRandom(),
      log: createLog("silent"),
      openDriver: (connection, context) => {
        const driver = openDriver(connection, context);
        return Object.assign({}, driver, {
          discover: async (signal: AbortSignal) => {
            begun.shift()?.();
            await looks.shift();
            return driver.discover(signal);
          },
        });
      },
    });
    const connection = { driver: "simulated", hosts: 1, speed: 1000, seed: 1 } as const;
    const { id } = valueOf(await pools.add("lab", connection));

    const [first, second, away, written] = [1, 2, 3, 4].map(() => Promise.withResolvers<void>());
    looks.push(first!.promise, second!.promise);
    begun.push(away!.resolve, written!.resolve);
    const onItsWay = pools.refresh(id);
    await away!.promise;
    const size = { architecture: "amd64", cores: 8, memoryMiB: 1024, diskGiB: 10 } as const;
    const hosts = [{ id: "one", name: "one", ...size }];
    const kept = pools.keep(id, {
      written: { ...poolResourcesSchema.parse({ hosts }), found: {} },
    });
    await written!.promise;
    first!.resolve();
    expect(valueOf(await onItsWay).resources.hosts.map((host) => host.id)).toContain("one");
    second!.resolve();
    valueOf(await kept);

    expect(await store.poolChanges(id, null, 10)).toEqual([]);
    await pools.close();
  });
});
