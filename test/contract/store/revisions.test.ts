import { expect, test } from "vitest";
import type { EnvironmentRevision, Store } from "../../../electron/daemon/store/store.ts";
import { emptyDesign } from "../../../shared/design/design.ts";
import type { Claim } from "../../../shared/pool/pool.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import {
  emptyRated,
  hours,
  instanceStatus,
  MADE,
  newEnvironment,
  prepareStore,
} from "../../support/store-fixtures.ts";

const LATER = "2026-01-01T01:00:00.000Z";

function revisionOf(claims: readonly Claim[], more: Partial<EnvironmentRevision> = {}) {
  const places = { hosts: {}, switches: {}, storage: {}, vlans: {}, outsideAddresses: {} };
  return {
    id: "e",
    tenant: "acme",
    by: "ada",
    at: LATER,
    revision: 1,
    design: emptyDesign("changed"),
    placement: { pool: "pool", ...places, claims: [...claims] },
    desired: { networks: [], volumes: [], instances: [] },
    quote: { ...emptyRated, totals: { ...emptyRated.totals, gross: "7.00" } },
    state: "provisioning",
    instances: [],
    departed: [],
    idempotencyKey: "key of the change",
    requestDigest: "digest of the change",
    ...more,
  } satisfies EnvironmentRevision;
}

const claim = (resource: string, quantity: number): Claim => ({ resource, quantity });

async function withEnvironment(engine: StoreEngine, claims: readonly Claim[]): Promise<Store> {
  const store = await engine.open();
  await prepareStore(store, { "pool/a": 5, "pool/b": 5, "pool/vlan": 1 });
  const instances = [instanceStatus("web.1", "running"), instanceStatus("old.1", "running")];
  await store.createEnvironment(
    newEnvironment({ id: "e", window: hours(0, 24), claims, instances }),
  );
  await store.changeEnvironment({ id: "e", tenant: "acme", at: MADE, state: "ready" });
  return store;
}

async function held(store: Store, except?: string): Promise<readonly Claim[]> {
  const holdings = await store.holdings("pool", hours(0, 24), MADE, except);
  return holdings.map(({ resource, quantity }) => ({ resource, quantity }));
}

describeStores("revisions of an environment", (engine) => {
  test("replace design, quote and state, and tell of it", async () => {
    const store = await withEnvironment(engine, []);
    const before = await store.latestSequence();
    const instances = [instanceStatus("new.1"), instanceStatus("web.1", "running")];
    const revised = await store.reviseEnvironment(
      revisionOf([], { instances, departed: ["old.1"] }),
    );
    expect(revised).toEqual({ ok: true, value: { revision: 2, applied: true } });
    const record = await store.environment("e", "acme");
    expect(record).toMatchObject({
      revision: 2,
      state: "provisioning",
      design: { name: "changed" },
      quote: { totals: { gross: "7.00" } },
    });
    const parts = await store.instances("e", "acme");
    expect(parts.map(({ id }) => id)).toEqual(["web.1", "new.1"]);
    const events = await store.eventsAfter("acme", before, 10);
    expect(events.map(({ body }) => body.type)).toEqual(["instance", "departed", "environment"]);
    expect(events.at(-1)?.body).toMatchObject({ environment: { revision: 2 } });
  });

  test("hold what was held beside what is needed, until the rest is given back", async () => {
    const store = await withEnvironment(engine, [claim("pool/a", 3), claim("pool/vlan", 1)]);
    const wanted = [claim("pool/a", 1), claim("pool/b", 4)];
    expect((await store.reviseEnvironment(revisionOf(wanted))).ok).toBe(true);
    expect(await held(store)).toEqual([
      claim("pool/a", 3),
      claim("pool/b", 4),
      claim("pool/vlan", 1),
    ]);
    expect(await held(store, "e")).toEqual([]);
    const other = newEnvironment({
      id: "other",
      window: hours(1, 2),
      claims: [claim("pool/vlan", 1)],
    });
    expect((await store.createEnvironment(other)).ok).toBe(false);
    const change = { id: "e", tenant: "acme", at: LATER, keepClaims: wanted };
    expect(await store.changeEnvironment({ ...change, revision: 1 })).toBe(false);
    expect(await store.changeEnvironment({ ...change, revision: 2 })).toBe(true);
    expect(await held(store)).toEqual(wanted);
    expect((await store.createEnvironment(other)).ok).toBe(true);
  });

  test("before the start give back at once what is not needed any more", async () => {
    const store = await engine.open();
    await prepareStore(store, { "pool/a": 5, "pool/b": 5 });
    const claims = [claim("pool/a", 3), claim("pool/b", 1)];
    await store.createEnvironment(newEnvironment({ id: "e", window: hours(0, 24), claims }));
    const wanted = [claim("pool/a", 2)];
    expect((await store.reviseEnvironment(revisionOf(wanted, { state: "reserved" }))).ok).toBe(
      true,
    );
    expect(await held(store)).toEqual(wanted);
  });

  test("are refused as a whole when anything of it is somebody else's", async () => {
    const store = await withEnvironment(engine, [claim("pool/a", 3)]);
    const other = newEnvironment({
      id: "other",
      window: hours(4, 5),
      claims: [claim("pool/a", 2)],
    });
    expect((await store.createEnvironment(other)).ok).toBe(true);
    const revised = await store.reviseEnvironment(
      revisionOf([claim("pool/b", 1), claim("pool/a", 4)]),
    );
    expect(revised).toMatchObject({ error: { code: "double-booking" } });
    expect(await held(store, "other")).toEqual([claim("pool/a", 3)]);
    expect(await store.environment("e", "acme")).toMatchObject({ revision: 1, state: "ready" });
  });

  test("made for another revision, of another tenant's, or after the end are refused", async () => {
    const store = await withEnvironment(engine, []);
    const two = await Promise.all([
      store.reviseEnvironment(revisionOf([])),
      store.reviseEnvironment(revisionOf([], { idempotencyKey: "another key" })),
    ]);
    expect(two.filter(({ ok }) => ok)).toHaveLength(1);
    expect(two.find(({ ok }) => !ok)).toMatchObject({
      error: { code: "environment-changed", parameters: { revision: 2, expected: 1 } },
    });
    await expect(
      store.reviseEnvironment(revisionOf([], { tenant: "other", revision: 2 })),
    ).rejects.toThrow();
    await store.changeEnvironment({ id: "e", tenant: "acme", at: LATER, state: "releasing" });
    const late = revisionOf([], { revision: 2, idempotencyKey: "late key" });
    expect(await store.reviseEnvironment(late)).toMatchObject({
      error: { code: "environment-over" },
    });
  });

  test("asked for again by the same key are the same, and another request by it is refused", async () => {
    const store = await withEnvironment(engine, []);
    await store.reviseEnvironment(revisionOf([]));
    const again = { ok: true, value: { revision: 2, applied: false } };
    expect(await store.reviseEnvironment(revisionOf([]))).toEqual(again);
    const { idempotencyKey, requestDigest } = revisionOf([]);
    const made = { revision: 2, requestDigest };
    expect(await store.revisionBefore("e", "acme", idempotencyKey)).toEqual(made);
    expect(await store.revisionBefore("e", "other", idempotencyKey)).toBeNull();
    expect(await store.revisionBefore("e", "acme", "another key")).toBeNull();
    await store.reviseEnvironment(revisionOf([], { revision: 2, idempotencyKey: "the next key" }));
    expect(await store.reviseEnvironment(revisionOf([]))).toEqual(again);
    expect(await store.reviseEnvironment(revisionOf([], { requestDigest: "other" }))).toMatchObject(
      {
        error: { code: "idempotency-conflict" },
      },
    );
  });

  test("a claim only shrinks, whatever the code does", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, { "pool/a": 5 });
    await store.createEnvironment(newEnvironment({ id: "e", claims: [claim("pool/a", 3)] }));
    await store.close();
    await engine.execute(place, "UPDATE claims SET quantity = 2");
    await expect(engine.execute(place, "UPDATE claims SET quantity = 4")).rejects.toThrow(
      "only_shrink",
    );
    await expect(engine.execute(place, "UPDATE claims SET end_at = end_at + 1")).rejects.toThrow(
      "only_shrink",
    );
  });
});
