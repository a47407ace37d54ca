import { writtenSchema } from "../../../shared/pool/written.ts";
import { expect, test } from "vitest";
import { FaultError } from "../../../shared/base/fault.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import { describeStores } from "../../support/store-engines.ts";
import {
  emptyRated,
  hours,
  instanceStatus,
  faultCodeOf,
  MADE,
  newEnvironment,
  prepareStore,
  somePool,
  somePriceBook,
  usageSegment,
  valueOf,
} from "../../support/store-fixtures.ts";

const LATER = "2026-02-01T00:00:00.000Z";
const ada = { id: "ada", tenant: "acme", name: "Ada", roles: ["architect"], active: true } as const;
const token = {
  id: "token-1",
  tenant: "acme",
  user: "ada",
  label: "laptop",
  createdAt: MADE,
  expiresAt: LATER,
  revokedAt: null,
} as const;

describeStores("people", (engine) => {
  test("a tenant lists only its own users and tokens", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putUser(ada);
    await store.putUser({ ...ada, id: "bob", tenant: "other", roles: ["lab-admin", "operator"] });
    await store.putToken(token, "hash-1");
    expect(await store.listTenants()).toEqual([
      { id: "acme", name: "Acme" },
      { id: "other", name: "Other" },
    ]);
    expect(await store.listUsers("acme")).toEqual([ada]);
    expect(await store.listTokens("acme")).toEqual([token]);
    expect(await store.listTokens("other")).toEqual([]);
    expect((await store.listUsers("other"))[0]?.roles).toEqual(["lab-admin", "operator"]);
  });

  test("a user's id cannot be taken over by another tenant", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putUser(ada);
    await store.putUser({ ...ada, name: "Ada L." });
    expect(await faultCodeOf(store.putUser({ ...ada, tenant: "other", roles: ["operator"] }))).toBe(
      "already-exists",
    );
    expect(await store.listUsers("acme")).toEqual([{ ...ada, name: "Ada L." }]);
    expect(await store.listUsers("other")).toEqual([]);
  });

  test("a session is found by its hash while token and user are valid", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putUser(ada);
    await store.putToken(token, "hash-1");
    expect(await store.findSession("hash-1", MADE)).toEqual({
      token,
      user: ada,
      tenant: { id: "acme", name: "Acme" },
    });
    expect(await store.findSession("hash-2", MADE)).toBeNull();
    // Half-open: at its end it is over.
    expect(await store.findSession("hash-1", "2026-01-31T23:59:59.999Z")).not.toBeNull();
    expect(await store.findSession("hash-1", LATER)).toBeNull();
    await store.putUser({ ...ada, active: false });
    expect(await store.findSession("hash-1", MADE)).toBeNull();
  });

  test("a token for another tenant's user is refused, and its neighbours in the batch are not", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putUser(ada);
    const [first, wrong, last] = await Promise.allSettled([
      store.putToken(token, "hash-1"),
      store.putToken({ ...token, id: "token-2", tenant: "other" }, "hash-2"),
      store.putToken({ ...token, id: "token-3" }, "hash-3"),
    ]);
    expect([first?.status, wrong?.status, last?.status]).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect((await store.listTokens("acme")).map(({ id }) => id)).toEqual(["token-1", "token-3"]);
    expect(await store.listTokens("other")).toEqual([]);
  });
});

describeStores("pools and rate cards", (engine) => {
  test("a pool comes back as it was put, with its times in one form", async () => {
    const store = await engine.open();
    await store.putPool({ ...somePool, refreshedAt: "2026-01-01T00:00:00Z" }, []);
    expect(await store.listPools()).toEqual([somePool]);
    const away = { code: "driver-unreachable", parameters: { driver: "LXD", detail: "gone" } };
    const changed = { ...somePool, name: "Moved", state: "offline", away } as const;
    await store.putPool(changed, []);
    expect(await store.listPools()).toEqual([changed]);
  });

  test("a pool's revision grows whenever it is put, also after it was removed", async () => {
    const store = await engine.open();
    const { id } = somePool;
    expect([await store.poolRevision(id), await store.pool(id)]).toEqual([null, null]);
    await store.putPool(somePool, []);
    expect(await store.pool(id)).toEqual({ revision: 1, record: somePool });
    await store.putPool({ ...somePool, id: "other", name: "Other" }, []);
    expect(await store.poolRevision(id)).toBe(1);
    const renamed = { ...somePool, name: "Renamed" };
    await store.putPool(renamed, [], somePool);
    expect(await store.pool(id)).toEqual({ revision: 2, record: renamed });
    expect(await store.putPool(somePool, [], somePool)).toBe(false);
    expect(await store.poolRevision(id)).toBe(2);
    await store.removePool(id);
    expect([await store.poolRevision(id), await store.pool(id)]).toEqual([null, null]);
    await store.putPool(somePool, []);
    expect(await store.poolRevision(id)).toBe(3);
  });

  test("a pool that people changed since it was read is left as they made it", async () => {
    const store = await engine.open();
    await store.putPool(somePool, []);
    const [read] = await store.listPools();
    const renamed = { ...somePool, name: "Renamed" };
    expect(await store.putPool(renamed, [], read)).toBe(true);
    const away = { ...read!, state: "offline" } as const;
    expect(await store.putPool(away, [], read)).toBe(false);
    expect(await store.listPools()).toEqual([renamed]);
    // What the lab says of itself is no change by people.
    expect(await store.putPool({ ...renamed, state: "offline" }, [], renamed)).toBe(true);
    expect(await store.putPool(renamed, [], renamed)).toBe(true);
    expect(await store.removePool(renamed.id)).toBe(true);
    expect(await store.putPool(renamed, [], renamed)).toBe(false);
    expect(await store.listPools()).toEqual([]);
  });

  test("a pool is removed only when nothing of it is held", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 1 });
    const claims = [{ resource: "pool/a", quantity: 1 }];
    await store.createEnvironment(newEnvironment({ id: "one", claims }));
    expect(await store.removePool("pool")).toBe(false);
    const change = { id: "one", tenant: "acme", at: LATER } as const;
    await store.changeEnvironment({ ...change, state: "released" });
    expect(await store.removePool("pool")).toBe(false);
    await store.changeEnvironment({ ...change, releaseClaims: true });
    expect(await store.removePool("pool")).toBe(true);
    expect(await store.listPools()).toEqual([]);
  });

  test("a pool with an environment that holds nothing but is not released stays", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(newEnvironment({ id: "one" }));
    expect(await store.removePool("pool")).toBe(false);
  });

  test("tens of thousands of resources fit, and what has gone counts nothing", async () => {
    const store = await engine.open();
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      resource: `pool/vlan/${index}`,
      capacity: 1,
    }));
    await prepareStore(store, {});
    await store.putPool(somePool, many);
    const claim = (id: string, resource: string) =>
      store.createEnvironment(newEnvironment({ id, claims: [{ resource, quantity: 1 }] }));
    expect((await claim("one", "pool/vlan/19999")).ok).toBe(true);
    await store.putPool(somePool, many.slice(0, 10));
    expect((await claim("two", "pool/vlan/9")).ok).toBe(true);
    expect((await claim("three", "pool/vlan/10")).ok).toBe(false);
    // Held when it went: it stays held, and nobody else gets it.
    expect(await store.holdings("pool", hours(0, 24), MADE)).toHaveLength(2);
    expect((await claim("four", "pool/vlan/19999")).ok).toBe(false);
  });

  test("a price book never changes, and all revisions of the newest in force are current", async () => {
    const store = await engine.open();
    const books = [
      somePriceBook(1, "2026-01-01T00:00:00Z"),
      somePriceBook(2, "2026-06-01T00:00:00Z"),
      somePriceBook(3, "2026-06-01T00:00:00Z"),
    ];
    for (const book of books) await store.putPriceBook(book);
    await store.putPriceBook(books[0]!);
    expect(await faultCodeOf(store.putPriceBook({ ...books[0]!, name: "Cheaper" }))).toBe(
      "already-exists",
    );
    const other = { ...somePriceBook(1, "2026-03-01T00:00:00.000Z"), id: "other" };
    await store.putPriceBook(other);
    expect(await store.currentPriceBooks("2025-12-31T23:59:59.999Z")).toEqual([]);
    expect(await store.currentPriceBooks("2026-01-01T00:00:00.000Z")).toEqual(books);
    expect(await store.currentPriceBooks("2026-04-01T00:00:00.000Z")).toEqual([other]);
    expect(await store.currentPriceBooks("2027-01-01T00:00:00.000Z")).toEqual(books);
    expect(await store.priceBooks("standard")).toEqual(books);
    expect(await store.priceBooks("none")).toEqual([]);
  });
});

describeStores("environments", (engine) => {
  test("one comes back as it was made, only to its tenant", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const created = newEnvironment({
      id: "one",
      instances: [instanceStatus("web.2"), instanceStatus("web.10"), instanceStatus("web.1")],
    });
    expect(valueOf(await store.createEnvironment(created))).toEqual({ id: "one", created: true });
    expect(await store.environment("one", "acme")).toEqual({
      ...created.record,
      booked: null,
      keeps: null,
      statement: null,
      revision: 1,
      updatedAt: MADE,
    });
    // In the order in which they were given.
    expect(await store.instances("one", "acme")).toEqual(created.instances);
    expect(await store.environment("one", "other")).toBeNull();
    expect(await store.instances("one", "other")).toEqual([]);
    expect(await store.usage("one", "other")).toEqual([]);
    expect(await store.listEnvironments("other")).toEqual([]);
    expect((await store.openEnvironments()).map(({ id }) => id)).toEqual(["one"]);
  });

  test("an idempotency key makes one environment, however often and at once it is used", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 1 });
    const claims = [{ resource: "pool/a", quantity: 1 }];
    const tries = Array.from({ length: 20 }, (_, index) =>
      newEnvironment({ id: `try-${index}`, key: "the key", claims }),
    );
    const answers = (await Promise.all(tries.map((each) => store.createEnvironment(each)))).map(
      valueOf,
    );
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await store.listEnvironments("acme")).toHaveLength(1);
    const other = await store.createEnvironment(
      newEnvironment({ id: "x", key: "the key", digest: "another" }),
    );
    expect(other.ok ? "made" : other.error.code).toBe("idempotency-conflict");
    // A key belongs to its tenant.
    const foreign = newEnvironment({ id: "y", key: "the key", tenant: "other" });
    expect(valueOf(await store.createEnvironment(foreign)).created).toBe(true);
  });

  test("a change applies in its expected state and to its own tenant, whole or not at all", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    // A subnet has no host and is not counted.
    const subnet = { ...instanceStatus("lan.1", "running"), host: null };
    const waiting = [instanceStatus("web.1"), instanceStatus("web.2"), subnet];
    await store.createEnvironment(newEnvironment({ id: "one", instances: waiting }));
    const change = { id: "one", tenant: "acme", at: LATER } as const;
    const running = [{ ...waiting[0]!, state: "running" as const }];
    const refused = [
      { ...change, tenant: "other", state: "failed" },
      { ...change, id: "two", state: "failed" },
      { ...change, expect: ["ready"], state: "failed", instances: running },
    ] as const;
    for (const each of refused) expect(await store.changeEnvironment(each)).toBe(false);
    expect(await store.instances("one", "acme")).toEqual(waiting);
    const error = { code: "host-down", parameters: { host: "h1" } };
    expect(
      await store.changeEnvironment({
        ...change,
        expect: ["reserved"],
        state: "provisioning",
        error,
        instances: running,
      }),
    ).toBe(true);
    const after = await store.environment("one", "acme");
    expect(after).toMatchObject({ state: "provisioning", error, updatedAt: LATER });
    expect((await store.instances("one", "acme")).map(({ state }) => state)).toEqual([
      "running",
      "waiting",
      "running",
    ]);
    expect(await store.listEnvironments("acme", ["provisioning"])).toMatchObject([
      { id: "one", instances: { total: 2, running: 1, failed: 0 } },
    ]);
    expect(await store.listEnvironments("acme", ["ready"])).toEqual([]);
    await store.changeEnvironment({ ...change, error: null });
    expect((await store.environment("one", "acme"))?.error).toBeNull();
  });

  test("usage is opened and closed once; a closed segment and a second open one are refused", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(newEnvironment({ id: "one" }));
    const change = { id: "one", tenant: "acme", at: LATER } as const;
    const [nine, ten, noon] = [9, 10, 12].map((hour) => hours(hour, 24).start) as [
      string,
      string,
      string,
    ];
    const open = usageSegment("web.1", nine, null);
    const closed = usageSegment("web.1", nine, ten);
    const next = usageSegment("web.1", ten, null);
    await store.changeEnvironment({ ...change, usage: [open] });
    await expect(
      store.changeEnvironment({ ...change, state: "ready", usage: [next] }),
    ).rejects.toThrow();
    expect((await store.environment("one", "acme"))?.state).toBe("reserved");
    // Closing and opening together works in either order.
    await store.changeEnvironment({ ...change, usage: [next, closed] });
    expect(await store.usage("one", "acme")).toEqual([closed, next]);
    await store.changeEnvironment({ ...change, usage: [usageSegment("web.1", nine, noon)] });
    expect(await store.usage("one", "acme")).toEqual([closed, next]);
  });

  test("what the customer and what others use at one time are two levels of one instance", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(newEnvironment({ id: "one" }));
    const change = { id: "one", tenant: "acme", at: LATER } as const;
    const { start, end } = hours(9, 12);
    const plain = usageSegment("web.1", start, null);
    const own = { ...plain, usedBy: "user", level: "2" } as const;
    const others = { ...plain, usedBy: "third-party", level: "3" } as const;
    const sorted = async () =>
      (await store.usage("one", "acme")).toSorted((a, b) => Number(a.level) - Number(b.level));
    await store.changeEnvironment({ ...change, usage: [plain, own, others] });
    expect(await sorted()).toEqual([plain, own, others]);
    const ended = { ...others, end };
    await store.changeEnvironment({ ...change, usage: [ended] });
    expect(await sorted()).toEqual([plain, own, ended]);
  });

  test("a tenant's usage is that of all its environments in a window, and nobody else's", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const uses = [
      { id: "one", tenant: "acme", start: 9, end: 12 },
      { id: "two", tenant: "acme", start: 8, end: null },
      { id: "past", tenant: "acme", start: 6, end: 10 },
      { id: "theirs", tenant: "other", start: 9, end: 12 },
    ];
    for (const { id, tenant, start, end } of uses) {
      await store.createEnvironment(newEnvironment({ id, tenant }));
      const until = end === null ? null : hours(end, 24).start;
      const usage = [usageSegment("web.1", hours(start, 24).start, until)];
      await store.changeEnvironment({ id, tenant, at: LATER, usage });
    }
    const told = async (from: number, to: number): Promise<readonly string[]> =>
      (await store.tenantUsage("acme", hours(from, to))).map(({ environment }) => environment);
    expect(await told(10, 11)).toEqual(["two", "one"]);
    expect(await told(0, 24)).toEqual(["past", "two", "one"]);
    expect(await told(0, 6)).toEqual([]);
    const [segment] = await store.tenantUsage("other", hours(0, 24));
    expect(segment).toMatchObject({ account: "other", user: "ada", instance: "web.1", level: "1" });
  });

  test("what was accepted comes back to its tenant, whatever becomes of the environment", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const created = newEnvironment({ id: "one" });
    const { design, window, priceBook } = created.record;
    const book = somePriceBook(1, MADE);
    const contract = defaultContract("acme", book);
    const baseline = { at: MADE, priceBook, contract, design, window };
    await store.createEnvironment({ ...created, baseline });
    await store.createEnvironment(newEnvironment({ id: "two" }));
    expect(await store.baseline("one", "acme")).toEqual(baseline);
    expect(await store.baseline("one", "other")).toBeNull();
    expect(await store.baseline("two", "acme")).toBeNull();
  });

  test("the statement is written once", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.createEnvironment(newEnvironment({ id: "one" }));
    const change = { id: "one", tenant: "acme", at: LATER } as const;
    const statement = { ...emptyRated, source: "metered" } as const;
    expect(await store.changeEnvironment({ ...change, state: "released", statement })).toBe(true);
    const again = { ...statement, total: "1.00" };
    expect(await store.changeEnvironment({ ...change, statement: again })).toBe(false);
    expect((await store.environment("one", "acme"))?.statement).toEqual(statement);
    expect(await store.openEnvironments()).toEqual([]);
  });

  test("everything is there after closing and opening again", async () => {
    const place = await engine.place();
    const before = await engine.open(place);
    await prepareStore(before, { "pool/a": 1 });
    // Closing answers what came before it.
    const made = before.createEnvironment(
      newEnvironment({ id: "one", claims: [{ resource: "pool/a", quantity: 1 }] }),
    );
    await before.close();
    expect(valueOf(await made).created).toBe(true);
    await expect(before.listTenants()).rejects.toThrow(FaultError);
    const after = await engine.open(place);
    expect(await after.environment("one", "acme")).not.toBeNull();
    expect(await after.latestSequence()).toBe(1);
    expect(await after.holdings("pool", hours(0, 1), MADE)).toHaveLength(1);
  });
});

describeStores("what lab admins keep of a pool", (engine) => {
  test("what was written down and taken out of use comes back", async () => {
    const store = await engine.open();
    const written = writtenSchema.parse({ hosts: [], racks: [{ name: "R1" }] });
    const condition = {
      id: "c",
      scope: { sort: "rack", id: "R1" },
      kind: "draining",
      start: MADE,
      end: null,
      why: "Moves",
      by: "ada",
    } as const;
    const pool = { ...somePool, written, conditions: [condition] };
    await store.putPool(pool, []);
    expect(await store.listPools()).toEqual([pool]);
  });

  test("a pool's history is numbered, newest first, and read page by page", async () => {
    const store = await engine.open();
    for (const name of ["one", "two", "three"])
      await store.appendPoolChange("pool", "ada", MADE, { type: "added", name });
    await store.appendPoolChange("other", "bob", MADE, { type: "removed", name: "x" });
    const [newest, before] = await store.poolChanges("pool", null, 2);
    expect(newest).toEqual({
      number: 3,
      at: MADE,
      by: "ada",
      body: { type: "added", name: "three" },
    });
    expect(before?.number).toBe(2);
    expect((await store.poolChanges("pool", 2, 10)).map(({ number }) => number)).toEqual([1]);
    expect(await store.poolChanges("nowhere", null, 10)).toEqual([]);
  });

  test("what people did to a pool and its history are kept together, or neither", async () => {
    const store = await engine.open();
    await store.putPool(somePool, []);
    const bodies = ["one", "two", "three"].map((name) => ({ type: "added", name }) as const);
    const renamed = { ...somePool, name: "Renamed" };
    const history = { by: "ada", at: MADE, bodies };
    expect(await store.putPool(renamed, [], somePool, history)).toBe(true);
    const lines = await store.poolChanges("pool", null, 10);
    expect(lines.map(({ number, by, body }) => [number, by, body])).toEqual([
      [3, "ada", bodies[2]],
      [2, "ada", bodies[1]],
      [1, "ada", bodies[0]],
    ]);
    // Somebody else was faster.
    expect(await store.putPool(somePool, [], somePool, history)).toBe(false);
    // It breaks off at the last of what it does.
    const broken = { ...history, by: null as unknown as string };
    await expect(store.putPool(somePool, [], renamed, broken)).rejects.toThrow();
    expect(await store.listPools()).toEqual([renamed]);
    expect(await store.poolChanges("pool", null, 10)).toHaveLength(3);
  });

  test("a pool's history never changes, and outlives the pool", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await store.putPool(somePool, []);
    await store.appendPoolChange("pool", "ada", MADE, { type: "added", name: "The lab" });
    expect(await store.removePool("pool")).toBe(true);
    await store.close();
    for (const statement of ["UPDATE pool_changes SET made_by = 'eve'", "DELETE FROM pool_changes"])
      await expect(engine.execute(place, statement)).rejects.toThrow("append-only");
    const again = await engine.open(place);
    expect(await again.poolChanges("pool", null, 10)).toHaveLength(1);
  });
});
