import { expect, test } from "vitest";
import type { NewEnvironment, Store } from "../../../electron/daemon/store/store.ts";
import { describePostgres, describeStores } from "../../support/store-engines.ts";
import {
  hours,
  MADE,
  newEnvironment,
  prepareStore,
  somePriceBook,
} from "../../support/store-fixtures.ts";

/** Asks for `quantity` of one resource in whole hours; true when it was granted. */
async function reserve(
  store: Store,
  id: string,
  [from, to]: readonly [number, number],
  quantity: number,
  resource = "pool/a",
): Promise<boolean> {
  const window = hours(from, to);
  const made = await store.createEnvironment(
    newEnvironment({ id, window, claims: [{ resource, quantity }] }),
  );
  return made.ok;
}

function many(count: number, options: Partial<Parameters<typeof newEnvironment>[0]>) {
  return Array.from({ length: count }, (_, index): NewEnvironment =>
    newEnvironment({ id: `many-${index}`, ...options }),
  );
}

describeStores("double booking", (engine) => {
  test.each([1, 7])(
    "of many who ask at once, exactly the capacity of %i is granted",
    async (capacity) => {
      const store = await engine.open();
      await prepareStore(store, { "pool/a": capacity });
      const asked = many(60, { claims: [{ resource: "pool/a", quantity: 1 }] });
      const answers = await Promise.all(asked.map((each) => store.createEnvironment(each)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(capacity);
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
      expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["double-booking"]));
      expect(refused[0]?.parameters).toEqual({ resource: "pool/a" });
      expect(await store.listEnvironments("acme")).toHaveLength(capacity);
      expect(await store.latestSequence()).toBe(capacity);
    },
  );

  test("what counts is the highest level at any instant, not the sum over the window", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 3 });
    expect(await reserve(store, "morning", [8, 12], 2)).toBe(true);
    expect(await reserve(store, "afternoon", [12, 18], 2)).toBe(true);
    expect(await reserve(store, "both", [8, 18], 1)).toBe(true);
    expect(await reserve(store, "noon", [11, 13], 1)).toBe(false);
    expect(await reserve(store, "evening", [18, 20], 3)).toBe(true);
    expect(await reserve(store, "night", [0, 8], 3)).toBe(true);
    expect(await reserve(store, "dawn", [7, 8], 1)).toBe(false);
  });

  test("of one single thing, windows that touch are granted and overlapping ones are not", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 1 });
    expect(await reserve(store, "middle", [10, 12], 1)).toBe(true);
    expect(await reserve(store, "before", [8, 10], 1)).toBe(true);
    expect(await reserve(store, "after", [12, 14], 1)).toBe(true);
    for (const window of [
      [9, 11],
      [11, 13],
      [10, 12],
      [0, 24],
      [10, 11],
    ] as const)
      expect(await reserve(store, `over-${window.join("-")}`, window, 1)).toBe(false);
  });

  test("all or nothing: one refused claim takes back the whole environment", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 5, "pool/b": 1 });
    expect(await reserve(store, "first", [0, 24], 1, "pool/b")).toBe(true);
    const claims = [
      { resource: "pool/a", quantity: 5 },
      { resource: "pool/b", quantity: 1 },
    ];
    const made = await store.createEnvironment(newEnvironment({ id: "second", claims }));
    expect(made.ok ? null : made.error.parameters).toEqual({ resource: "pool/b" });
    expect(await store.environment("second", "acme")).toBeNull();
    expect(await store.holdings("pool", hours(0, 24), MADE)).toHaveLength(1);
    expect(await reserve(store, "third", [0, 24], 5)).toBe(true);
  });

  test("an unknown resource and one without capacity are refused", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/none": 0 });
    expect(await reserve(store, "unknown", [0, 1], 1, "pool/who")).toBe(false);
    expect(await reserve(store, "none", [0, 1], 1, "pool/none")).toBe(false);
  });

  test("a smaller capacity leaves what is held and refuses more", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 3 });
    expect(await reserve(store, "one", [0, 10], 2)).toBe(true);
    await prepareStore(store, { "pool/a": 1 });
    expect(await store.holdings("pool", hours(0, 24), MADE)).toMatchObject([{ quantity: 2 }]);
    expect(await reserve(store, "two", [9, 11], 1)).toBe(false);
    expect(await reserve(store, "three", [10, 12], 1)).toBe(true);
    expect(await reserve(store, "four", [11, 13], 1)).toBe(false);
  });

  test("a released claim is free again at once", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 1 });
    expect(await reserve(store, "one", [0, 24], 1)).toBe(true);
    const change = { id: "one", tenant: "acme", at: MADE, releaseClaims: true } as const;
    await store.changeEnvironment({ ...change, tenant: "other" });
    expect(await reserve(store, "two", [0, 24], 1)).toBe(false);
    await store.changeEnvironment(change);
    expect(await reserve(store, "three", [0, 24], 1)).toBe(true);
  });

  test("what is not removed at the end of its window is held on, and is told so", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 1 });
    expect(await reserve(store, "late", [0, 10], 1)).toBe(true);
    const claims = [{ resource: "pool/a", quantity: 1 }];
    const now = hours(12, 24).start;
    const next = newEnvironment({ id: "next", window: hours(12, 14), createdAt: now, claims });
    expect((await store.createEnvironment(next)).ok).toBe(false);
    expect(await store.holdings("pool", hours(12, 14), now)).toMatchObject([
      { resource: "pool/a" },
    ]);
    // Later today it may well be gone.
    expect(await store.holdings("pool", hours(13, 14), now)).toEqual([]);
    const later = newEnvironment({ id: "later", window: hours(13, 14), createdAt: now, claims });
    expect((await store.createEnvironment(later)).ok).toBe(true);
    await store.changeEnvironment({ id: "late", tenant: "acme", at: now, releaseClaims: true });
    expect(await store.holdings("pool", hours(12, 13), now)).toEqual([]);
    const again = newEnvironment({ id: "again", window: hours(12, 13), createdAt: now, claims });
    expect((await store.createEnvironment(again)).ok).toBe(true);
  });

  test("holdings are the pool's own, in the window", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 9, "pool/b": 9 });
    await reserve(store, "one", [0, 10], 2);
    await reserve(store, "two", [5, 15], 3);
    await reserve(store, "three", [5, 15], 4, "pool/b");
    expect(await store.holdings("pool", hours(10, 12), MADE)).toEqual([
      { resource: "pool/a", quantity: 3, window: hours(5, 15) },
      { resource: "pool/b", quantity: 4, window: hours(5, 15) },
    ]);
    expect(await store.holdings("pool", hours(15, 20), MADE)).toEqual([]);
    expect(await store.holdings("elsewhere", hours(0, 24), MADE)).toEqual([]);
  });
});

const claim = (environment: string, quantity: number, resource = "pool/a"): string =>
  `INSERT INTO claims (environment, resource, start_at, end_at, quantity, made_at)
   VALUES ('${environment}', '${resource}', 0, 10, ${quantity}, 0)`;

describeStores("what the database refuses by itself, past all of the code above", (engine) => {
  test("double bookings, and any change of what is written once", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, { "pool/a": 1, "pool/b": 5 });
    for (const id of ["one", "two"]) await store.createEnvironment(newEnvironment({ id }));
    await store.putPriceBook(somePriceBook(1, MADE));
    await store.close();
    await engine.execute(place, claim("one", 1));
    await engine.execute(place, claim("one", 3, "pool/b"));
    await engine.execute(place, `UPDATE environments SET statement = '{}' WHERE id = 'one'`);
    const refused = [
      [claim("two", 1), "double-booking:pool/a"],
      [claim("two", 3, "pool/b"), "double-booking:pool/b"],
      [claim("two", 1, "pool/c"), "double-booking:pool/c"],
      [`UPDATE claims SET end_at = 5`, "append-only"],
      [`UPDATE events SET body = '{}'`, "append-only"],
      [`DELETE FROM events`, "append-only"],
      [`UPDATE price_books SET book = '{}'`, "append-only"],
      [`DELETE FROM price_books`, "append-only"],
      [`UPDATE environments SET statement = '[]' WHERE id = 'one'`, "append-only"],
      [`DELETE FROM environments WHERE id = 'two'`, "append-only"],
    ] as const;
    for (const [statement, message] of refused)
      await expect(engine.execute(place, statement), statement).rejects.toThrow(message);
    const claims = await engine.execute(place, "SELECT environment FROM claims");
    expect(claims).toHaveLength(2);
  });
});

describePostgres("several connections", (engine) => {
  test("raw transactions that race past the daemon never overbook", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, { "pool/a": 1, "pool/b": 4 });
    const ids = Array.from({ length: 24 }, (_, index) => `env-${index}`);
    for (const id of ids) await store.createEnvironment(newEnvironment({ id }));
    for (const [resource, capacity] of [
      ["pool/a", 1],
      ["pool/b", 4],
    ] as const) {
      const answers = await Promise.allSettled(
        ids.map((id) => engine.execute(place, claim(id, 1, resource))),
      );
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(capacity);
    }
  });

  test("even without our trigger a single thing is never held twice", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, { "pool/a": 1 });
    for (const id of ["one", "two"]) await store.createEnvironment(newEnvironment({ id }));
    await engine.execute(place, claim("one", 1));
    await engine.execute(place, "ALTER TABLE claims DISABLE TRIGGER claims_fit");
    const exclusive = claim("two", 1)
      .replace("made_at)", "made_at, exclusive)")
      .replace(", 0)", ", 0, true)");
    await expect(engine.execute(place, exclusive)).rejects.toThrow("claims_exclusive");
  });

  test("several daemons that ask at once get exactly the capacity", async () => {
    const place = await engine.place();
    const stores = await Promise.all([1, 2, 3].map(() => engine.open(place)));
    await prepareStore(stores[0]!, { "pool/a": 10, "pool/b": 5 });
    const claims = [
      { resource: "pool/b", quantity: 1 },
      { resource: "pool/a", quantity: 1 },
    ];
    const asked = many(60, { claims });
    const answers = await Promise.all(
      asked.map((each, index) => stores[index % 3]!.createEnvironment(each)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await stores[1]!.listEnvironments("acme")).toHaveLength(5);
  });

  test("the same request at several daemons makes one environment", async () => {
    const place = await engine.place();
    const stores = await Promise.all([1, 2, 3].map(() => engine.open(place)));
    await prepareStore(stores[0]!, { "pool/a": 100 });
    for (let round = 0; round < 10; round++) {
      const claims = [{ resource: "pool/a", quantity: 1 }];
      const answers = await Promise.all(
        stores.map((store, index) =>
          store.createEnvironment(
            newEnvironment({ id: `${round}-${index}`, key: `key ${round}`, claims }),
          ),
        ),
      );
      const ids = answers.map((answer) => (answer.ok ? answer.value.id : answer.error.code));
      expect(new Set(ids).size).toBe(1);
    }
    expect(await stores[0]!.listEnvironments("acme")).toHaveLength(10);
  });
});
