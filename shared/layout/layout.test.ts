import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossingsOf, toDrawing } from "./crossings.ts";
import { layOutGraph, type LayoutGraph, type LayoutNode, type Place } from "./layout.ts";

const SIZE = { width: 200, height: 70 };
const PADDING = { top: 56, side: 24 };

function graph(
  names: Readonly<Record<string, number>>,
  links: string,
  groups: Readonly<Record<string, string>> = {},
): LayoutGraph {
  return {
    nodes: Object.entries(names).map(([id, rank]): LayoutNode => {
      const group = groups[id];
      return Object.assign({ id, rank }, SIZE, group === undefined ? {} : { group });
    }),
    links: links.split(" ").map((pair) => pair.split("-") as [string, string]),
    groups: new Map(Object.values(groups).map((id) => [id, undefined])),
    padding: PADDING,
  };
}

function overlaps(places: ReadonlyMap<string, Place>): number {
  const all = [...places.values()];
  const pairs = all.flatMap((a, index) => all.slice(index + 1).map((b) => [a, b] as const));
  return pairs.filter(
    ([a, b]) => Math.abs(a.x - b.x) < SIZE.width && Math.abs(a.y - b.y) < SIZE.height,
  ).length;
}

function crossings({ nodes, links }: LayoutGraph, places: ReadonlyMap<string, Place>): number {
  const number = new Map(nodes.map(({ id }, index) => [id, index]));
  const points = nodes.map(({ id }) => places.get(id)!);
  return crossingsOf(
    toDrawing(
      points,
      links.map(([a, b]) => [number.get(a)!, number.get(b)!]),
    ),
  );
}

describe("layOutGraph", () => {
  test("puts what has the lower rank higher", () => {
    const places = layOutGraph(
      graph({ web: 5, net: 3, out: 0, router: 1 }, "web-net net-router router-out"),
    );
    const order = [...places].toSorted((a, b) => a[1].y - b[1].y).map(([id]) => id);
    expect(order).toEqual(["out", "router", "net", "web"]);
  });

  test("uncrosses what need not cross", () => {
    const wanted = graph(
      { s1: 3, s2: 3, s3: 3, a: 5, b: 5, c: 5, r: 1 },
      "r-s1 r-s2 r-s3 s1-c s2-a s3-b",
    );
    expect(crossings(wanted, layOutGraph(wanted))).toBe(0);
  });

  test("stacks many machines of one switch in rows", () => {
    const machines = Array.from({ length: 40 }, (_, index) => `m${index}`);
    const names = Object.fromEntries([["s", 4], ...machines.map((id) => [id, 5])]);
    const places = [
      ...layOutGraph(graph(names, machines.map((id) => `s-${id}`).join(" "))).values(),
    ];
    const width = Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
    expect(width).toBeLessThan(40 * SIZE.width * 0.5);
  });

  test("keeps groups apart: no stranger stands in a group's frame", () => {
    const wanted = graph({ a: 5, b: 5, c: 5, d: 5, s: 4 }, "s-a s-b s-c s-d a-c", {
      a: "g",
      b: "g",
      c: "h",
    });
    const places = layOutGraph(wanted);
    const [a, b] = [places.get("a")!, places.get("b")!];
    const frame = {
      left: Math.min(a.x, b.x) - PADDING.side,
      right: Math.max(a.x, b.x) + SIZE.width + PADDING.side,
      top: Math.min(a.y, b.y) - PADDING.top,
      bottom: Math.max(a.y, b.y) + SIZE.height + PADDING.side,
    };
    for (const id of ["c", "d", "s"]) {
      const { x, y } = places.get(id)!;
      const apart =
        x >= frame.right ||
        x + SIZE.width <= frame.left ||
        y >= frame.bottom ||
        y + SIZE.height <= frame.top;
      expect(apart, id).toBe(true);
    }
  });

  test("places every node once, on no other, and the same again, whatever the graph", () => {
    const node = fc.record({
      rank: fc.nat(6),
      group: fc.option(fc.constantFrom("g", "h"), { nil: undefined }),
    });
    const anyGraph = fc.array(node, { minLength: 1, maxLength: 30 }).chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes),
        links: fc.array(fc.tuple(fc.nat(nodes.length - 1), fc.nat(nodes.length - 1)), {
          maxLength: 60,
        }),
      }),
    );
    fc.assert(
      fc.property(anyGraph, ({ nodes, links }) => {
        const wanted: LayoutGraph = {
          nodes: nodes.map(({ rank, group }, index) => ({
            id: `n${index}`,
            rank,
            ...SIZE,
            ...(group !== undefined && { group }),
          })),
          links: links.map(([a, b]) => [`n${a}`, `n${b}`]),
          // One in the other.
          groups: new Map([
            ["g", undefined],
            ["h", "g"],
          ]),
          padding: PADDING,
        };
        const places = layOutGraph(wanted);
        expect(places.size).toBe(nodes.length);
        expect(overlaps(places)).toBe(0);
        expect([...places.values()].every(({ x, y }) => Number.isFinite(x + y))).toBe(true);
        expect(layOutGraph(wanted)).toEqual(places);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
