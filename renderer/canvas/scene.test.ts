import { expect, test } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import { createSceneCache, sceneAhead } from "./scene.ts";

test("a scene that was worked out ahead is the one that each tab of the design has, as if it were new", () => {
  const nodes = { web: { kind: "machine" }, sw: { kind: "switch" } };
  const design = sketch("lab", nodes, ["web:nic sw:port"]);
  const plain = createSceneCache()(design);
  const ahead = sceneAhead(design);
  expect(ahead).not.toBe(plain);
  expect(ahead).toEqual(plain);
  for (const sceneOf of [createSceneCache(), createSceneCache()])
    expect(sceneOf(design)).toBe(ahead);
  // Another design is none of it.
  expect(createSceneCache()({ ...design, links: {} }).links.size).toBe(0);
});
