import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { ratedPerNode } from "../../shared/pricing/rated.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { largeDesign } from "../support/large-design.ts";
import { randomSession } from "../support/random-session.ts";

/** Add the seed of every failure that was ever found; it is tried for ever after. */
const SEEDS = [1, 20_261_121, 42];

/** Random edits in all; LABWRIGHT_EDITS=10000 tries as many as the bench promises, in some minutes. */
const EDITS = Number(process.env["LABWRIGHT_EDITS"] ?? 300);
/** One version in so many is compared; each where the edits are asked for. What is wrong once mostly stays. */
const COMPARED = process.env["LABWRIGHT_EDITS"] === undefined ? 2 : 1;
/** A session is over after so many, or its design would grow with each that is longer. */
const LONGEST = 100;
/** One edit in so many is made on a design of thousands of nodes, where not each version is compared. */
const LARGE_PART = 10;
const LARGE_COMPARED = 15;

const HOUR = 3_600_000;

const catalogue = starterCatalogue();
const terms = starterTerms();
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-12-07T16:00:00.000Z" };

describe.each(SEEDS)("sessions of random gestures, undo and redo, seed %i", (seed) => {
  const edits = Math.ceil(EDITS / SEEDS.length);
  const onLarge = Math.floor(edits / LARGE_PART);

  it("find the problems and the price of each version as if it were new", { timeout: HOUR }, () => {
    for (let left = edits - onLarge, next = seed; left > 0; left -= LONGEST, next++)
      follow(everyKind(largeDesign(130)), next, Math.min(left, LONGEST), COMPARED);
  });

  it("find them in a large design too", { timeout: HOUR }, () => {
    follow(everyKind(largeDesign(3000)), seed, onLarge, LARGE_COMPARED);
  });
});

/** Compares one version in so many, the last one always. */
function follow(start: Design, seed: number, edits: number, compared: number): void {
  const checker = createChecker(catalogue, terms.book);
  const pricer = createPricer(catalogue, terms, window);
  const session = randomSession(start, seed);
  checker.update(start);
  for (let edit = 1; edit <= edits; edit++) {
    const { kind, apply } = session.next();
    const design = apply();
    const found = { problems: checker.update(design), ...pricer.update(design) };
    if (edit % compared !== 0 && edit !== edits) continue;
    const wanted = { problems: checkDesign(design, catalogue, terms.book), ...wholePrice(design) };
    // Only what differs is worth the time a readable comparison takes.
    if (!isDeepStrictEqual(found, wanted))
      expect(found, `after edit ${edit} of seed ${seed}, ${kind}`).toEqual(wanted);
  }
}

/** With what a campus has none of: storage, a load balancer, a volume and a machine nobody is linked to. */
function everyKind(design: Design): Design {
  const node = (id: string, kind: string) =>
    ({
      type: "put-node",
      id,
      node: { kind, name: id, count: 1, position: { x: 0, y: 0 }, properties: {} },
    }) as const;
  const link = (id: string, from: [string, string], to: [string, string]) =>
    ({
      type: "put-link",
      id,
      link: { from: { node: from[0], port: from[1] }, to: { node: to[0], port: to[1] } },
    }) as const;
  return applyEdits(design, [
    node("disk-1", "storage"),
    node("disk-2", "storage"),
    node("balancer", "load-balancer"),
    node("m-alone", "machine"),
    link("disk-link", ["m-1-1", "disk"], ["disk-1", "attach"]),
    link("balancer-link", ["balancer", "nic"], ["lan-1", "net"]),
  ]);
}

function wholePrice(design: Design) {
  const rated = quote({ design, catalogue, terms, window });
  const rate = runRate({ design, catalogue, terms, at: window.start });
  return { rated, rate, prices: ratedPerNode(rated) };
}
