import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { openStore } from "../store/index.ts";
import type { PoolRecord } from "../store/store.ts";
import { startScheduler } from "./scheduler.ts";

/** Time that stands still: so many waits are over at once, the next one never is. */
function standing(waits: number) {
  const over = Promise.withResolvers<void>();
  let slept = 0;
  const clock: Pick<Clock, "now" | "sleep"> = {
    now: () => 0,
    sleep: (_, signal) => {
      slept += 1;
      if (slept <= waits) return Promise.resolve();
      over.resolve();
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("stopped")));
      });
    },
  };
  return { clock, over: over.promise };
}

test("a daemon that does not lead learns once what is held, before anybody asks it", async () => {
  const known: string[] = [];
  const { clock, over } = standing(2);
  const context = {
    clock,
    store: { acquireLeadership: () => Promise.resolve(false) },
    pools: { list: () => Promise.resolve([{ id: "a" }, { id: "b" }]) },
    held: {
      use: (pool: string) => {
        known.push(pool);
        return Promise.resolve();
      },
    },
  } as unknown as Parameters<typeof startScheduler>[0];
  const scheduler = startScheduler(context);
  await over;
  expect(known).toEqual(["a", "b"]);
  await scheduler.stop();
});

test("what others tell during a round is looked at in the next one, and only there", async () => {
  const directory = await mkdtemp(join(tmpdir(), "labwright-scheduler-"));
  const opened = await openStore({ dataDirectory: directory });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const { clock, over } = standing(4);
  let rounds = 0;
  const list = async (): Promise<readonly PoolRecord[]> => {
    rounds += 1;
    // The first round has begun: it may have been where that is already.
    if (rounds === 1) await store.appendEvent(null, null, toInstant(0), { type: "resynchronise" });
    return [];
  };
  const context = { clock, store, pools: { list } } as unknown as Parameters<
    typeof startScheduler
  >[0];
  const scheduler = startScheduler(context);
  await over;
  expect(rounds).toBe(2);
  await scheduler.stop();
  await store.close();
  await rm(directory, { recursive: true });
});
