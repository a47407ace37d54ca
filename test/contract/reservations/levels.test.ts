import { expect, test } from "vitest";
import { poolLevels, tellLevels } from "../../../electron/daemon/pool/levels.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { MONDAY, openCalendarLab } from "../../support/calendar-lab.ts";
import { newEnvironment, valueOf } from "../../support/store-fixtures.ts";
import { waitFor } from "../../support/wait-for.ts";

test("what is told while somebody asks about it is not told again", async () => {
  const lab = await openCalendarLab(1);
  await lab.setHost("host-1", "down");
  const [pool] = await lab.context().pools.list();
  /** Whoever reads what was told gets it when it is let through. */
  const readers: (() => void)[] = [];
  const eventsBefore: Store["eventsBefore"] = async (...asked) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const found = await lab.store.eventsBefore(...asked);
    readers.push(resolve);
    await promise;
    return found;
  };
  const context = { ...lab.context(), store: { ...lab.store, eventsBefore } };
  const asking = poolLevels(context, pool!);
  await waitFor("it reads", () => readers.length === 1);
  const telling = tellLevels(context, pool!);
  await waitFor("the other reads", () => readers.length === 2);
  readers[1]!();
  await telling;
  readers[0]!();
  const [machines] = await asking;
  expect(machines).toMatchObject({ id: "machines/amd64", level: "exhausted" });
  await tellLevels(context, pool!);
  const told = (await lab.store.eventsBefore("", null, 500, null)).flatMap(({ body }) =>
    body.type === "pool-level" && body.supply.id === "machines/amd64" ? [body.supply.level] : [],
  );
  expect(told).toEqual(["exhausted"]);
  await lab.close();
});

test("what began to be held while somebody waited for the answer is held", async () => {
  const lab = await openCalendarLab(1);
  const context = lab.context();
  const [pool] = await context.pools.list();
  const turn = Promise.withResolvers<void>();
  const before = context.held.use(lab.pool, () => turn.promise);
  const asking = poolLevels(context, pool!);
  const HOUR = 3_600_000;
  lab.advanceTo(MONDAY + HOUR);
  const window = { start: toInstant(lab.now()), end: toInstant(lab.now() + HOUR) };
  const claims = [{ resource: "lab/host/host-1/cores", quantity: 8 }];
  const begun = newEnvironment({ id: "begun", pool: lab.pool, window, claims });
  valueOf(await lab.store.createEnvironment(begun));
  turn.resolve();
  await before;
  expect((await asking)[0]).toMatchObject({ held: 1, capacity: 1, level: "exhausted" });
  await lab.close();
});
