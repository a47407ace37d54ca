import { beforeEach, expect, it } from "vitest";
import { sketchComponent, useOf } from "../../shared/design/sketch-component.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";
import type { ComponentSummary } from "../../shared/protocol/component.ts";
import type { Shelf } from "../host/storage.ts";
import {
  audienceOf,
  forgetVersion,
  isForgettable,
  keepVersion,
  nextNumber,
  startLibrary,
  takeShared,
  useLibrary,
} from "./library.ts";

function summary(
  { component, version, name, tags }: ComponentVersion,
  own: boolean,
  published: boolean,
): ComponentSummary {
  return {
    component,
    version,
    name,
    tags,
    own,
    published,
    savedAt: "2026-01-01T00:00:00Z",
    nodes: 1,
  };
}

function shelfOf(
  entries: ReadonlyMap<string, unknown>,
): Shelf & { readonly kept: Map<string, unknown> } {
  const kept = new Map(entries);
  return {
    kept,
    get: async (key) => kept.get(key),
    put: async (news) => news.forEach(([key, value]) => kept.set(key, value)),
    remove: async (keys) => keys.forEach((key) => kept.delete(key)),
    list: async (prefix) =>
      [...kept].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : [])),
  };
}

const INNER = sketchComponent("inner", { a: { kind: "machine" } });
const MINE = sketchComponent("mine", { a: { kind: "machine" } });
const SHARED = sketchComponent("shared", { a: useOf("inner") });
const OTHERS = sketchComponent("others", { a: { kind: "machine" } });
const fresh = useLibrary.getState();

beforeEach(() => {
  useLibrary.setState(fresh, true);
});

function audience(version: ComponentVersion): string {
  return audienceOf(useLibrary.getState(), version);
}

it("says who can place a version, and that it does not know before the lab was heard", async () => {
  const shelf = shelfOf(new Map());
  await startLibrary(shelf);
  await keepVersion(MINE);
  expect(audience(MINE)).toBe("unknown");
  await takeShared(
    [SHARED, INNER, OTHERS],
    [summary(SHARED, true, false), summary(OTHERS, false, true)],
  );
  expect([MINE, SHARED, OTHERS].map(audience)).toEqual(["machine", "tenant", "provider"]);
  await takeShared([], [summary(SHARED, true, true), summary(MINE, true, false)]);
  expect([MINE, SHARED].map(audience)).toEqual(["tenant", "all"]);
  const [starter] = Object.values(fresh.versions);
  expect(starter && audience(starter)).toBe("labwright");
});

it("lets go of what the lab offers no longer, but not of what was saved here or is used inside", async () => {
  const shelf = shelfOf(new Map([["shared-component/others-v1", OTHERS]]));
  await startLibrary(shelf);
  await keepVersion(MINE);
  await takeShared([SHARED, INNER], [summary(SHARED, false, true)]);
  const { versions } = useLibrary.getState();
  const names = Object.keys(versions).filter((key) => !Object.hasOwn(fresh.versions, key));
  expect(names.toSorted()).toEqual(["inner-v1", "mine-v1", "shared-v1"]);
  expect([...shelf.kept.keys()].toSorted()).toEqual([
    "component/mine-v1",
    "shared-component/inner-v1",
    "shared-component/shared-v1",
  ]);
});

it("takes out what was saved here alone, gives no number twice, and puts it back", async () => {
  const shelf = shelfOf(new Map());
  await startLibrary(shelf);
  const second = { ...MINE, version: 2 };
  for (const version of [MINE, second, SHARED, INNER, OTHERS]) await keepVersion(version);
  await takeShared([], [summary(OTHERS, true, false)]);
  const forgettable = [MINE, SHARED, INNER, OTHERS].filter((version) =>
    isForgettable(useLibrary.getState(), version),
  );
  // The inner one is used inside of another, the others' is theirs too.
  expect(forgettable).toEqual([MINE, SHARED]);
  expect(Object.values(fresh.versions).some((one) => isForgettable(fresh, one))).toBe(false);
  await forgetVersion(second);
  expect(Object.hasOwn(useLibrary.getState().versions, "mine-v2")).toBe(false);
  expect(shelf.kept.has("component/mine-v2")).toBe(false);
  expect(nextNumber("mine")).toBe(3);
  useLibrary.setState(fresh, true);
  await startLibrary(shelf);
  expect(Object.hasOwn(useLibrary.getState().versions, "mine-v1")).toBe(true);
  expect(Object.hasOwn(useLibrary.getState().versions, "mine-v2")).toBe(false);
  expect(nextNumber("mine")).toBe(3);
  await keepVersion(second);
  expect(shelf.kept.get("component/mine-v2")).toBe(second);
  expect(nextNumber("mine")).toBe(3);
});
