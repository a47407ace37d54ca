import { expect, test } from "vitest";
import { PLAIN, type LevelSegment } from "../../../../shared/pricing/project/node-usage.ts";
import { ratedPerNode, ratedSchema } from "../../../../shared/pricing/rated.ts";
import { toRated } from "./stored-rated.ts";
import { fromSegment, toSegment } from "./stored-segment.ts";

const whose = { environment: "course", account: "acme", user: "ada" };
const segment: LevelSegment = {
  ...PLAIN,
  ...whose,
  groups: [],
  node: "web",
  kind: "machine",
  instance: "web.1",
  meter: "instance",
  item: "vm-small",
  level: "1",
  start: "2026-11-21T08:00:00.000Z",
  end: null,
};

test("a segment comes back as it was, though what is plain about it is not written", () => {
  const text = fromSegment(segment);
  expect(text).not.toContain("heartbeatSeconds");
  expect(toSegment(text, whose)).toEqual(segment);
  const grouped = { ...segment, groups: ["front"], quality: "estimated" } as const;
  expect(toSegment(fromSegment({ ...grouped, groups: ["front"] }), whose)).toEqual(grouped);
});

test("usage that an earlier version stored is read as a segment", () => {
  const { node, instance, meter, item, start, end } = segment;
  const old = { node, instance, meter, item, quantity: "1", start, end, quality: "measured" };
  expect(toSegment(JSON.stringify(old), whose)).toEqual({ ...segment, kind: "" });
});

test("a bill that an earlier version stored says the same amounts", () => {
  const charge = {
    lineKey: "web/instance/vm-small/small",
    node: "web",
    meter: "instance",
    item: "vm-small",
    quantity: "48",
    unit: "instance-hour",
    unitPrice: "0.0420",
    amount: "2.016",
    rounded: "2.02",
    rate: { card: "starter", revision: 1, id: "small" },
    reason: "12 × Small server for 4 h",
    instances: 12,
    start: "2026-11-21T08:00:00.000Z",
    end: "2026-11-21T12:00:00.000Z",
  };
  const bill = { source: "metered", currency: "EUR", charges: [charge], total: "2.02" };
  const rated = toRated(JSON.stringify({ ...bill, unpriced: [] }));
  expect(ratedSchema.safeParse(rated).error).toBeUndefined();
  expect(rated.totals.gross).toBe("2.02");
  expect(ratedPerNode(rated)).toEqual(new Map([["web", "2.02"]]));
  expect(toRated(JSON.stringify(rated))).toEqual(rated);
});
