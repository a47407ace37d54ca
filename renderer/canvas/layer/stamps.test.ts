import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Palette } from "./palette.ts";
import { Stamps, type Placement } from "./stamps.ts";

// Node has no canvas; what is told of one here is its size, how it was turned, and what was drawn where.
class FakeCanvas {
  width = 0;
  height = 0;
  turned: readonly number[] = [];
  getContext(): { setTransform(...turned: readonly number[]): void } {
    return {
      setTransform: (...turned) => {
        this.turned = turned;
      },
    };
  }
}

interface Drawn {
  readonly stamp: FakeCanvas;
  readonly at: readonly [x: number, y: number, width: number, height: number];
}

const LIGHT = {} as Palette;
const DARK = {} as Palette;
const CARD = { size: { width: 200, height: 72 }, room: 3 };
const HALF: Placement = { scale: 0.5, x: 10.3, y: -7.6 };

let drawn: Drawn[];
let painted: string[];
let stamps: Stamps;

beforeEach(() => {
  vi.stubGlobal("document", { createElement: () => new FakeCanvas() });
  [drawn, painted] = [[], []];
  stamps = new Stamps();
});

const page = {
  drawImage: (stamp: unknown, ...at: Drawn["at"]) => {
    drawn.push({ stamp: stamp as FakeCanvas, at });
  },
} as unknown as CanvasRenderingContext2D;

function put(key: string, at = { x: 0, y: 0 }, placement = HALF): void {
  stamps.put(page, key, { at, ...CARD }, placement, () => painted.push(key));
}

describe("stamps", () => {
  test("what is alike is painted once and drawn for each", () => {
    stamps.begin(0.5, LIGHT);
    put("red");
    put("red", { x: 300, y: 40 });
    put("red", { x: 900, y: 0 });
    expect(painted).toEqual(["red"]);
    expect(drawn).toHaveLength(3);
    expect(new Set(drawn.map(({ stamp }) => stamp)).size).toBe(1);
  });

  test("another key is another stamp, and each is drawn where its own key is", () => {
    stamps.begin(0.5, LIGHT);
    for (const key of ["red", "blue", "red", "blue"]) put(key);
    expect(painted).toEqual(["red", "blue"]);
    const [red, blue, redAgain, blueAgain] = drawn.map(({ stamp }) => stamp);
    expect(red).not.toBe(blue);
    expect([redAgain, blueAgain]).toEqual([red, blue]);
  });

  test("stamps outlive a painting, but neither another zoom nor other colours", () => {
    stamps.begin(0.5, LIGHT);
    put("red");
    stamps.begin(0.5, LIGHT);
    put("red");
    expect(painted).toHaveLength(1);
    stamps.begin(0.4, LIGHT);
    put("red", undefined, { ...HALF, scale: 0.4 });
    expect(painted).toHaveLength(2);
    stamps.begin(0.4, DARK);
    put("red", undefined, { ...HALF, scale: 0.4 });
    expect(painted).toHaveLength(3);
  });

  test("a stamp has room for what reaches beyond its thing, and starts at the thing's corner", () => {
    stamps.begin(0.5, LIGHT);
    put("red");
    const stamp = drawn[0]!.stamp;
    expect([stamp.width, stamp.height]).toEqual([100 + 2 * 2, 36 + 2 * 2]);
    expect(stamp.turned).toEqual([0.5, 0, 0, 0.5, 2, 2]);
  });

  test("a stamp lies on whole pixels, nearest to where its thing is, in its own size", () => {
    stamps.begin(0.5, LIGHT);
    put("red", { x: 33, y: 47.25 });
    const { stamp, at } = drawn[0]!;
    const [left, top, width, height] = at;
    // 33 × 0.5 + 10.3 = 26.8 and 47.25 × 0.5 − 7.6 = 16.025, less the margin of 2.
    expect(left * HALF.scale + HALF.x).toBeCloseTo(25, 9);
    expect(top * HALF.scale + HALF.y).toBeCloseTo(14, 9);
    expect([width * HALF.scale, height * HALF.scale]).toEqual([stamp.width, stamp.height]);
  });
});
