import { beforeAll, expect, test } from "vitest";
import { applyEdits } from "../../../shared/design/edit.ts";
import type { Design } from "../../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { elementKey, type ElementKey } from "../../store/elements.ts";
import { dragEdits } from "../drag.ts";
import { STILL, type Moving } from "../geometry.ts";
import { createSceneCache } from "../scene.ts";
import { Dots } from "./dots.ts";
import { paintDots } from "./paint-dots.ts";
import type { Palette, Rgb } from "./palette.ts";
import { stubImageData } from "./stub-image-data.ts";

beforeAll(stubImageData);

const SIZE = { width: 320, height: 240 };
const ZOOM = 0.1;
const AT = { scale: ZOOM, x: 8, y: 8 };
const COLOURS: Record<string, Rgb> = { accent: [30, 60, 250], bad: [220, 20, 20] };
const PALETTE = {
  colour: new Proxy({}, { get: (_, name) => COLOURS[String(name)] ?? [120, 130, 140] }),
  category: new Map<string, Rgb>([["compute", [90, 90, 200]]]),
  noteLine: [240, 220, 150],
} as unknown as Palette;

/** Machines at switches, some in groups, some of those collapsed. */
function drawing(): Design {
  const nodes: Record<string, SketchNode> = {};
  const links: string[] = [];
  for (let index = 0; index < 60; index++) {
    const at = [(index % 10) * 280, Math.floor(index / 10) * 340] as const;
    const group = index % 6 < 2 ? { group: index % 6 === 0 ? "open" : "shut" } : {};
    if (index % 10 === 0) nodes[`hub-${index}`] = { kind: "switch", at };
    else {
      nodes[`pc-${index}`] = { kind: "machine", at, ...group };
      links.push(`pc-${index}:nic hub-${index - (index % 10)}:port`);
    }
  }
  const groups = { open: { name: "Open" }, shut: { name: "Shut", collapsed: true } };
  return sketch("dots", nodes, links, { groups });
}

function painted(design: Design, moving: Moving, selected: readonly string[]): Uint8ClampedArray {
  const dots = new Dots(SIZE.width, SIZE.height);
  const keys = new Set<ElementKey>(selected.map((id) => elementKey("node", id)));
  const subject = {
    scene: createSceneCache()(design),
    moving,
    selection: keys,
    boxed: null,
    markOf: (key: ElementKey) =>
      key === "node:pc-17" || key === "link:pc-23-hub-20"
        ? ({ severity: "error", count: 1, first: "" } as const)
        : null,
    overlay: () => null,
    mounted: new Set<string>(),
    palette: PALETTE,
    portLabels: false,
  };
  expect(paintDots(dots, subject, AT, ZOOM)).toBeGreaterThan(30);
  return dots.image.data;
}

test("what is dragged is painted where it will be when it is dropped, with its links and frames", () => {
  const design = drawing();
  const still = painted(design, STILL, []);
  const ids = Object.keys(design.nodes);
  for (let round = 0; round < 12; round++) {
    // A few, every third, all of them; others each time.
    const every = [29, 3, 1][round % 3]!;
    const some = ids.filter((_, index) => (index + round) % every === 0);
    const moving: Moving = { ids: new Set(some), by: { x: 80 * (round + 1), y: -40 * round } };
    // Where it is dropped may be another group's frame: that is not what is painted before.
    const moves = dragEdits(design, moving).filter(
      (edit) => edit.type === "change-node" && edit.change.position !== undefined,
    );
    const during = painted(design, moving, some);
    expect(during).toEqual(painted(applyEdits(design, moves), STILL, some));
    expect(during).not.toEqual(still);
  }
});
