import { expect, test } from "vitest";
import { FaultError } from "../../../shared/base/fault.ts";
import { sketchComponent, useOf } from "../../../shared/design/sketch-component.ts";
import type { SharedComponent } from "../../../shared/protocol/component.ts";
import { makeSchema } from "../../support/older-schema.ts";
import { describeStores } from "../../support/store-engines.ts";
import { MADE, prepareStore } from "../../support/store-fixtures.ts";

function some(version = 1, name = "Shop"): SharedComponent {
  const inner = sketchComponent("inner", { m: { kind: "machine" } });
  const shop = sketchComponent("shop", { i: useOf("inner") }, [], { version, name });
  return { version: shop, uses: [inner] };
}
const first = { component: "shop", version: 1 };

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.fault.code : String(error);
}

describeStores("libraries of components", (engine) => {
  test("a version is kept whole, with what it uses, and listed without", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putComponent("acme", some(), MADE);
    expect(await store.component("acme", first)).toEqual(some());
    expect(await store.listComponents("acme")).toEqual([
      { ...first, name: "Shop", tags: [], nodes: 1, published: false, own: true, savedAt: MADE },
    ]);
  });

  test("a saved version never changes; the same again is harmless", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putComponent("acme", some(), MADE);
    await store.putComponent("acme", some(), MADE);
    expect(await codeOf(store.putComponent("acme", some(1, "Other"), MADE))).toBe("already-exists");
    await store.putComponent("acme", some(2, "Other"), MADE);
    expect((await store.listComponents("acme")).map(({ version }) => version)).toEqual([1, 2]);
  });

  test("nor does it by anything past our code", async () => {
    const place = await engine.place();
    const store = await engine.open(place);
    await prepareStore(store, {});
    await store.putComponent("acme", some(), MADE);
    await store.close();
    const statement = "UPDATE components SET body = '{}'";
    await expect(engine.execute(place, statement)).rejects.toThrow("components_never_change");
  });

  test("another tenant sees it only while it is published, and changes nothing", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putComponent("acme", some(), MADE);
    expect(await store.listComponents("other")).toEqual([]);
    expect(await store.component("other", first)).toBeNull();
    expect(await store.publishComponent("other", first, true)).toBe(false);
    expect(await store.removeComponent("other", first)).toBe(false);

    expect(await store.publishComponent("acme", first, true)).toBe(true);
    expect(await store.listComponents("other")).toMatchObject([{ own: false, published: true }]);
    expect(await store.component("other", first)).toEqual(some());
    expect(await codeOf(store.putComponent("other", some(2), MADE))).toBe("already-exists");
    expect(await store.removeComponent("acme", first)).toBe(false);

    expect(await store.publishComponent("acme", first, false)).toBe(true);
    expect(await store.component("other", first)).toBeNull();
    expect(await store.removeComponent("acme", first)).toBe(true);
    expect(await store.component("acme", first)).toBeNull();
  });

  test("tenants may keep the same id for themselves; only one of them can publish it", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putComponent("acme", some(), MADE);
    await store.putComponent("other", some(1, "Mine"), MADE);
    await store.publishComponent("acme", first, true);
    expect(await codeOf(store.publishComponent("other", first, true))).toBe("already-exists");
    const seen = await store.listComponents("other");
    expect(seen.map(({ name, own }) => [name, own])).toEqual([["Mine", true]]);
    expect((await store.component("other", first))?.version.name).toBe("Mine");
  });

  test("a database of the schema before gets its table, and keeps what it had", async () => {
    const place = await engine.place();
    await makeSchema(engine, place, 1);
    await engine.execute(place, "INSERT INTO tenants (id, name) VALUES ('acme', 'Acme')");
    const store = await engine.open(place);
    await store.putComponent("acme", some(), MADE);
    expect(await store.component("acme", first)).toEqual(some());
    expect((await store.listTenants()).map(({ id }) => id)).toContain("acme");
  });
});
