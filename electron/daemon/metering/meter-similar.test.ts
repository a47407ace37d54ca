import { expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { instanceId } from "../../../shared/design/instances.ts";
import { labPriceBook } from "../../../shared/prices/lab-book.ts";
import { quote, statement } from "../../../shared/pricing/quote.ts";
import { ratedPerNode, type Rated } from "../../../shared/pricing/rated.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import { readMeter, usesOf, type RunningPart } from "./meter.ts";

const catalogue = starterCatalogue();
const book = labPriceBook();
const terms = { book, contract: defaultContract("acme", book) };
const context = { account: "acme", environment: "course", user: "ada" };
const window = { start: "2026-03-02T07:00:00.000Z", end: "2026-03-03T07:00:00.000Z" };

/** Some of one sort, named so that neither the order drawn nor that of the alphabet is that of their numbers. */
const machine = { kind: "machine", operatingSystem: "debian-13", cores: 2 } as const;
const design = sketch("Course", {
  web10: machine,
  web9: machine,
  farm: { ...machine, count: 7 },
  web2: machine,
  able: { ...machine, count: 10 },
});

function amounts({ lines }: Rated): readonly (readonly string[])[] {
  return lines.map(({ lineKey, rounded }) => [lineKey, rounded]);
}

test.each([
  ["as it was drawn", (parts: RunningPart[]) => parts],
  ["the other way round", (parts: RunningPart[]) => parts.toReversed()],
])("the nth similar machine is the same one, metered %s, as it was when quoted", (_, turn) => {
  const uses = usesOf(design, catalogue);
  const running = turn(
    Object.entries(design.nodes).flatMap(([node, { count }]) =>
      Array.from({ length: count }, (__, at): RunningPart => ({
        id: instanceId(node, at + 1),
        node,
        as: "desired",
      })),
    ),
  );
  const now = Date.parse(window.start);
  const open = readMeter({ context, uses, open: [], running, now, lastSeen: now });
  const end = Date.parse(window.end);
  const segments = readMeter({ context, uses, open, running: [], now: end, lastSeen: end });
  const projected = quote({ design, catalogue, terms, window, context });
  const actual = statement({ terms, segments, now: window.end });
  expect(amounts(actual)).toEqual(amounts(projected));
  // The 18th, 19th and 20th: from the 20th on it is 15 percent instead of 10.
  const prices = ratedPerNode(actual);
  expect(prices.get("web2")).toBe(prices.get("web9"));
  expect(Number(prices.get("web10"))).toBeLessThan(Number(prices.get("web9")));
});
