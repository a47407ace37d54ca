import { expect, test } from "vitest";
import type { Clock } from "../../../shared/base/clock.ts";
import { startScheduler } from "./scheduler.ts";

test("a daemon that does not lead learns once what is held, before anybody asks it", async () => {
  const known: string[] = [];
  const looks = Promise.withResolvers<void>();
  let slept = 0;
  const clock: Pick<Clock, "now" | "sleep"> = {
    now: () => 0,
    sleep: (_, signal) => {
      slept += 1;
      if (slept === 3) looks.resolve();
      return slept < 3
        ? Promise.resolve()
        : new Promise((_resolve, reject) => {
            signal?.addEventListener("abort", () => reject(new Error("stopped")));
          });
    },
  };
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
  await looks.promise;
  expect(known).toEqual(["a", "b"]);
  await scheduler.stop();
});
