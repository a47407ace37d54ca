import { afterEach, describe, expect, test } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import { setPanel, useUi } from "../store/ui.ts";
import type { Box } from "./geometry.ts";
import { createSceneCache, type Scene } from "./scene.ts";
import { actualSize, fitted, MINIMAP, recentred } from "./viewport.ts";

const SIZE = { width: 900, height: 600 };

/** A drawing as wide as high as the canvas, with something in its lower right corner, or without. */
function drawing(corner: boolean): Scene {
  const design = sketch("lab", {
    a: { kind: "machine", at: [0, 0] },
    b: { kind: "machine", at: [0, 900] },
    c: { kind: "machine", at: [1400, corner ? 900 : 0] },
  });
  return createSceneCache()(design);
}

/** What of a scene lies under the minimap, when it is shown like this. */
function hidden(scene: Scene, view: { x: number; y: number; zoom: number } | null): string[] {
  const onScreen = ({ x, y, width, height }: Box) => {
    const { x: dx, y: dy, zoom } = view ?? { x: 0, y: 0, zoom: 1 };
    return { right: (x + width) * zoom + dx, bottom: (y + height) * zoom + dy };
  };
  return [...scene.items.values()]
    .filter(({ box }) => {
      const { right, bottom } = onScreen(box);
      const { width, height, margin } = MINIMAP;
      return right > SIZE.width - margin - width && bottom > SIZE.height - margin - height;
    })
    .map(({ id }) => id);
}

afterEach(() => {
  useUi.setState({ panels: {} });
});

describe("what is fitted", () => {
  test("nothing of it lies under the minimap", () => {
    const scene = drawing(true);
    expect(hidden(scene, fitted(scene, SIZE))).toEqual([]);
  });

  test("it is as large as can be where there is nothing to hide, or no minimap", () => {
    const free = drawing(false);
    const largest = fitted(free, SIZE);
    expect(hidden(free, largest)).toEqual([]);
    const full = drawing(true);
    expect(fitted(full, SIZE)?.zoom).toBeLessThan(largest?.zoom ?? 0);
    setPanel("minimap.open", false);
    expect(fitted(full, SIZE)).toEqual(largest);
  });
});

test("actual size keeps what is in the middle there, on whole pixels", () => {
  const before = { x: 120.3, y: -44.8, zoom: 0.37 };
  const after = actualSize(before, SIZE);
  const middle = (view: typeof before) => [
    (SIZE.width / 2 - view.x) / view.zoom,
    (SIZE.height / 2 - view.y) / view.zoom,
  ];
  expect(after.zoom).toBe(1);
  expect([after.x, after.y].every(Number.isInteger)).toBe(true);
  const [here, there] = [middle(before), middle(after)];
  for (const axis of [0, 1]) expect(Math.abs(here[axis]! - there[axis]!)).toBeLessThanOrEqual(0.5);
});

describe("a canvas of another size", () => {
  const view = { x: 31, y: -17.5, zoom: 0.7 };
  const wide = { width: 1911, height: 1203 };

  test("shows the same in its middle", () => {
    const { x, y, zoom } = recentred(view, SIZE, wide);
    expect(zoom).toBe(view.zoom);
    expect(Math.abs(wide.width / 2 - x - (SIZE.width / 2 - view.x))).toBeLessThanOrEqual(0.5);
    expect(Math.abs(wide.height / 2 - y - (SIZE.height / 2 - view.y))).toBeLessThanOrEqual(0.5);
  });

  test("comes to the same by whatever sizes between, and back", () => {
    const between = { width: 1234, height: 777 };
    const steps = recentred(recentred(view, SIZE, between), between, wide);
    expect(steps).toEqual(recentred(view, SIZE, wide));
    expect(recentred(steps, wide, SIZE)).toEqual(view);
  });
});
