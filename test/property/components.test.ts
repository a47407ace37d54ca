import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { detach } from "../../shared/components/detach.ts";
import {
  exposeParameters,
  exposePorts,
  possibleParameters,
  suggestPorts,
} from "../../shared/components/exposing.ts";
import { replaceByUse } from "../../shared/components/place-use.ts";
import { saveAsComponent } from "../../shared/components/save.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design, DesignLink, NodeId } from "../../shared/design/design.ts";
import { applyEdits, type DesignEdit } from "../../shared/design/edit.ts";
import { expandDesign } from "../../shared/design/expand.ts";
import { place } from "../../shared/placement/place.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { editsOf, likelyDesign, randomDesign, randomMove } from "../support/random-design.ts";
import { rackedPool } from "../support/pools.ts";

const catalogue = starterCatalogue();
const terms = starterTerms();
const window = { start: "2026-11-02T08:00:00Z", end: "2026-11-03T08:00:00Z" };

/** Puts some of a design's nodes into a component, and a use of it in their place. */
function withUse(
  design: Design,
  chosen: readonly number[],
  use: NodeId,
  more: readonly NodeId[] = [],
): Design | null {
  const nodes = new Set([
    ...Object.keys(design.nodes).filter((_, place) => chosen.includes(place)),
    ...more,
  ]);
  const contents = { nodes, notes: new Set<string>() };
  const version = saveAsComponent(design, {
    component: `component-${use}`,
    version: 1,
    name: use,
    tags: [],
    contents,
    ports: exposePorts(suggestPorts(design, nodes, catalogue)),
    parameters: exposeParameters(possibleParameters(design, nodes)),
  });
  return version.ok
    ? applyEdits(design, replaceByUse(design, contents, version.value, use, catalogue))
    : null;
}

/** A design as what it means: without names and places, and by the ids that `plain` gives. */
function meaning(design: Design, plain: (id: string) => string): unknown {
  const end = ({ node, ...rest }: DesignLink["from"]) => ({ ...rest, node: plain(node) });
  return {
    nodes: Object.fromEntries(
      Object.entries(design.nodes).map(([id, { kind, count, properties }]) => {
        // Firewalls name other nodes, which have new names.
        const { rules: _rules, ...rest } = properties;
        return [plain(id), { kind, count, properties: rest }];
      }),
    ),
    links: Object.fromEntries(
      Object.entries(design.links).map(([id, link]) => [
        plain(id),
        { ...link, from: end(link.from), to: end(link.to) },
      ]),
    ),
  };
}

const lastStep = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
/** Which of a design's nodes, by their places. */
const anyNodes = fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 3 });

describe("a component made of any part of any design", () => {
  it("expands to what it was made of, also inside another one", () => {
    fc.assert(
      fc.property(randomDesign, anyNodes, anyNodes, (design, first, second) => {
        const once = withUse(design, first, "u");
        if (once === null) return;
        expect(meaning(expandDesign(once), lastStep)).toEqual(meaning(design, lastStep));
        const twice = withUse(once, second, "v", ["u"]);
        if (twice === null) throw new Error("there is a use in it");
        expect(meaning(expandDesign(twice), lastStep)).toEqual(meaning(design, lastStep));
      }),
      { numRuns: 300 },
    );
  });

  it("costs the same, and fits the same pool", () => {
    fc.assert(
      fc.property(likelyDesign, anyNodes, (design, chosen) => {
        const replaced = withUse(design, chosen, "u");
        if (replaced === null) return;
        const total = (of: Design) => quote({ design: of, catalogue, terms, window }).totals.gross;
        expect(total(replaced)).toBe(total(design));
        const fits = (of: Design) =>
          place({ design: of, catalogue, pool: rackedPool(1, 4), window, held: [] }).ok;
        expect(fits(replaced)).toBe(fits(design));
      }),
      { numRuns: 60 },
    );
  });

  it("is detached into what its expansion was", () => {
    fc.assert(
      fc.property(
        randomDesign,
        anyNodes,
        fc.integer({ min: 1, max: 3 }),
        (design, chosen, count) => {
          const used = withUse(design, chosen, "u");
          if (used === null) return;
          const many = applyEdits(used, [{ type: "change-node", id: "u", change: { count } }]);
          let next = 0;
          const detached = detach(many, "u", (prefix) => `${prefix}${(next += 1)}`);
          if (detached === undefined) throw new Error("u is a use");
          const after = applyEdits(many, detached.edits);
          const expanded = expandDesign(many);
          const back = new Map([...detached.ids].map(([path, id]) => [id, path]));
          const plain = (id: string): string => back.get(id) ?? id;
          const nodes = (of: unknown) => (of as { nodes: object }).nodes;
          const links = (of: unknown) =>
            Object.values((of as { links: object }).links).map((link) => JSON.stringify(link));
          const [got, wanted] = [meaning(after, plain), meaning(expanded, plain)];
          expect(nodes(got)).toEqual(nodes(wanted));
          expect(links(got).toSorted()).toEqual(links(wanted).toSorted());
          expect(Object.keys(after.components ?? {})).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("expands bit by bit as it expands whole", () => {
    fc.assert(
      fc.property(
        randomDesign,
        anyNodes,
        fc.array(fc.oneof(randomMove, fc.integer({ min: 0, max: 4 })), { maxLength: 12 }),
        (design, chosen, moves) => {
          let drawn = withUse(design, chosen, "u");
          if (drawn === null) return;
          const versions: Design[] = [drawn];
          for (const move of moves) {
            const edits: readonly DesignEdit[] =
              typeof move === "number" ? copies(move) : editsOf(move, drawn, []);
            drawn = applyEdits(drawn, edits);
            versions.push(drawn);
          }
          const bits = versions.map((one) => expandDesign(one));
          // A copy has no history, so all of it is expanded anew.
          const wholes = versions.map((one) => expandDesign({ ...one }));
          for (const [index, whole] of wholes.entries())
            expect({ ...bits[index] }).toEqual({ ...whole });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is checked bit by bit as it is checked whole, and its fixes are edits of the drawing", () => {
    fc.assert(
      fc.property(
        likelyDesign,
        anyNodes,
        fc.array(fc.oneof(randomMove, fc.integer({ min: 1, max: 4 })), { maxLength: 6 }),
        (design, chosen, moves) => {
          let drawn = withUse(design, chosen, "u");
          if (drawn === null) return;
          const checker = createChecker(catalogue, terms.book);
          for (const move of moves) {
            const problems = checker.update(drawn);
            expect(problems).toEqual(checkDesign(drawn, catalogue, terms.book));
            const fixes = problems.flatMap(({ fix }) => fix?.edits ?? []);
            expect(fixes.filter((edit) => "id" in edit && /[./]/.test(edit.id))).toEqual([]);
            drawn = applyEdits(
              drawn,
              typeof move === "number" ? copies(move) : editsOf(move, drawn, problems),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

function copies(count: number): readonly DesignEdit[] {
  return [{ type: "change-node", id: "u", change: { count } }];
}
