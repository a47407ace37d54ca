import { expect, test } from "vitest";
import {
  commonVlans,
  hasVlan,
  joinedVlans,
  vlanCount,
  vlansIn,
  vlansSchema,
  vlanWords,
} from "./vlans.ts";

const ranges = [
  { first: 100, last: 102 },
  { first: 300, last: 300 },
];

test("ranges are counted, named one by one and written as one reads them", () => {
  expect([...vlansIn(ranges)]).toEqual([100, 101, 102, 300]);
  expect(vlanCount(ranges)).toBe(4);
  expect([99, 100, 102, 103, 300].map((vlan) => hasVlan(ranges, vlan))).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
  expect(vlanWords(ranges)).toBe("100 – 102, 300");
  expect(vlanWords([])).toBe("");
});

test("ranges that touch or overlap are one", () => {
  expect(
    joinedVlans([
      { first: 7, last: 9 },
      { first: 1, last: 3 },
      { first: 4, last: 5 },
    ]),
  ).toEqual([
    { first: 1, last: 5 },
    { first: 7, last: 9 },
  ]);
  expect(
    joinedVlans([
      { first: 1, last: 9 },
      { first: 3, last: 4 },
    ]),
  ).toEqual([{ first: 1, last: 9 }]);
});

test("what two have in common may be several ranges", () => {
  expect(commonVlans([{ first: 1, last: 400 }], ranges)).toEqual(ranges);
  expect(commonVlans([{ first: 102, last: 299 }], ranges)).toEqual([{ first: 102, last: 102 }]);
});

test("what was written when a lab had one range, or none, is read", () => {
  expect(vlansSchema.parse({ first: 1, last: 9 })).toEqual([{ first: 1, last: 9 }]);
  expect(vlansSchema.parse(null)).toEqual([]);
  expect(vlansSchema.parse(undefined)).toEqual([]);
  expect(vlansSchema.parse(ranges)).toEqual(ranges);
  expect(vlansSchema.safeParse([{ first: "x" }]).success).toBe(false);
});
