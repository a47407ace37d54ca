import { describe, expect, it } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { Palette, Rgb } from "../../canvas/layer/palette.ts";
import { createSceneCache } from "../../canvas/scene.ts";
import { areaOf, drawParts, sheetOf } from "./drawing.ts";
import { bandsOf } from "./painting.ts";
import type { Look } from "./look.ts";
import { escaped } from "./svg.ts";
import { fitted, wrapped, type Measure } from "./text.ts";

/** Every letter is half as wide as its font is high. */
const measure: Measure = (text, { size }) => ({
  width: (text.length * size) / 2,
  ascent: size,
  descent: size / 4,
});
const FONT = { size: 10 };
const GREY: Rgb = [128, 128, 128];

function look(): Look {
  const icon = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor"><path d="M1 1"/></svg>';
  const names =
    "lock unknown expanded collapsed collapse previous folder error warning info waiting busy good bad gone";
  return {
    palette: {
      colour: new Proxy({}, { get: () => GREY }),
      category: new Map(),
      note: GREY,
      noteLine: GREY,
      font: '"A B", sans',
    } as unknown as Palette,
    catalogue: starterCatalogue(),
    portLabels: true,
    measure,
    pictures: Object.fromEntries(names.split(" ").map((name) => [name, icon])) as Look["pictures"],
    kindPicture: () => icon,
    price: () => "€1.00 for 1 day",
    mark: () => ({ severity: "error", count: 2, first: "" }),
    state: () => null,
  };
}

const node = (name: string, x: number): Design["nodes"][string] => ({
  kind: "machine",
  name,
  count: 3,
  position: { x, y: 0 },
  properties: {},
});
const hostile = `<script>"&'\u0000\uD800]]>`;
const design: Design = {
  ...emptyDesign("lab"),
  nodes: { a: { ...node(hostile, 0), locked: true }, b: node("db", 400), c: node("far", 4000) },
  links: {
    l: { from: { node: "a", port: "nic" }, to: { node: "b", port: "nic" }, label: hostile },
  },
  groups: { g: { name: hostile } },
  notes: { n: { text: hostile, position: { x: 0, y: 200 } } },
};
const scene = createSceneCache()(design);

function drawn(only: ReadonlySet<string> | null, scale = 1): string {
  const area = areaOf(scene, only);
  if (area === null) throw new Error("nothing to draw");
  const parts = [...drawParts(scene, look(), { area, only, background: false, dots: true })];
  const sheet = { area, width: area.width * scale, height: area.height * scale };
  return sheetOf(parts, sheet, look());
}

describe("a drawing as SVG", () => {
  it("is well formed whatever the design's texts are", () => {
    const svg = drawn(null);
    expect(svg).not.toContain("<script>");
    const names = [...svg.matchAll(/<(\/?)([a-zA-Z]+)([^<>]*?)(\/?)>/g)];
    const open: string[] = [];
    for (const [, closing, name = "", , alone] of names) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (alone !== "/") open.push(name);
    }
    expect(open).toEqual([]);
    // Every sign of markup belongs to a tag that was seen.
    expect(svg.replaceAll(/<\/?[a-zA-Z]+[^<>]*>/g, "")).not.toMatch(/[<>]/);
  });

  it("shows only what was chosen, and links only between that", () => {
    expect(drawn(new Set(["a", "b"]))).toContain(">db</text>");
    const alone = drawn(new Set(["b"]));
    expect(alone).not.toContain("script");
    expect(alone).not.toContain('stroke-width="1.8"');
    expect(areaOf(scene, new Set())).toBeNull();
  });

  it("has its size in pixels and its place in the drawing's own", () => {
    const svg = drawn(new Set(["b"]), 3);
    expect(svg).toMatch(/^<svg [^>]*width="768" height="360" viewBox="376 -24 256 120"/);
  });
});

describe("bands of a picture", () => {
  it("are all of its rows once, and none of more than a few million pixels or a few hundred parts", () => {
    for (const [width, height, parts] of [
      [10, 7, 3],
      [16_384, 7324, 12],
      [1000, 999, 20_000],
      [40, 3, 90_000],
    ] as const) {
      const bands = bandsOf({ width, height }, parts);
      let row = 0;
      for (const { top, rows } of bands) {
        expect(top).toBe(row);
        expect(rows).toBeGreaterThan(0);
        row += rows;
        expect((rows - 1) * width).toBeLessThanOrEqual(4_000_000);
      }
      expect(row).toBe(height);
      expect(bands.length).toBeGreaterThanOrEqual(Math.min(height, 0.9 * (parts / 500)));
    }
    expect(bandsOf({ width: 800, height: 600 }, 40)).toEqual([{ top: 0, rows: 600 }]);
  });

  it("show what is in them and no more", () => {
    const area = areaOf(scene, null)!;
    const options = { area, only: null, background: true, dots: true };
    const parts = [...drawParts(scene, look(), options)];
    const half = { ...area, width: 1000 };
    const left = sheetOf(parts, { area: half, width: 1000, height: area.height }, look());
    expect(left).toContain(">db</text>");
    expect(left).not.toContain(">far</text>");
    expect(left).toContain('id="dots"');
  });
});

describe("text", () => {
  it("is cut off where it does not fit, never within a letter", () => {
    expect(fitted("short", 25, FONT, measure)).toBe("short");
    expect(fitted("much too long", 25, FONT, measure)).toBe("much…");
    expect(fitted("👩‍👩‍👧‍👦 family", 30, FONT, measure)).toBe("…");
  });

  it("is wrapped at words, at line breaks, and within words that are too long", () => {
    expect(wrapped("one two three\nfour", 40, FONT, measure)).toEqual(["one two", "three", "four"]);
    expect(wrapped("abcdefghij", 25, FONT, measure)).toEqual(["abcde", "fghij"]);
    expect(wrapped("a\n\nb", 25, FONT, measure)).toEqual(["a", "", "b"]);
  });

  it("loses what XML cannot hold", () => {
    expect(escaped("a\u0000b\uD800c\u{1F600}&")).toBe("abc\u{1F600}&amp;");
  });
});
