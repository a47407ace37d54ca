import { expect, test } from "vitest";
import { faultReason, faultText } from "../base/fault.ts";
import { causeParts, hitBy, hitFault, movedFault, thingsOutOfUse, type Hit } from "./out-of-use.ts";
import { poolResourcesSchema, resourceIds, type Pool } from "./pool.ts";

const at = (hour: number): string => new Date(hour * 3_600_000).toISOString();
const host = (id: string, rack: string, state = "up") => ({
  id,
  name: id.toUpperCase(),
  rack,
  state,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 8192,
  diskGiB: 100,
});

const pool: Pool = {
  id: "p",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: at(0),
  resources: poolResourcesSchema.parse({
    hosts: [host("a", "R1"), host("b", "R2"), host("c", "R2", "down")],
  }),
  conditions: [
    {
      id: "1",
      scope: { sort: "rack", id: "R1" },
      kind: "maintenance",
      start: at(10),
      end: at(12),
      why: "New floor",
      by: "ada",
    },
  ],
};

const claim = (id: string, from: number, to: number) => ({
  resource: resourceIds.host("p", id, "cores"),
  start: from * 3_600_000,
  end: to * 3_600_000,
});
const hit = (claims: ReturnType<typeof claim>[], now = 0) =>
  hitBy(claims, thingsOutOfUse(pool, now * 3_600_000), "p");

test("only who overlaps the time is hit; neighbours touch", () => {
  expect(hit([claim("a", 8, 10)])).toBeNull();
  expect(hit([claim("a", 12, 14)])).toBeNull();
  expect(hit([claim("b", 8, 14)])).toBeNull();
  expect(hit([claim("a", 11, 14), claim("b", 11, 14)])?.things).toEqual(["A"]);
});

test("what is over hits nobody any more", () => {
  expect(hit([claim("a", 8, 20)], 11)).not.toBeNull();
  expect(hit([claim("a", 8, 20)], 12)).toBeNull();
});

test("a failed host, and one that is gone, count always and before what is planned", () => {
  const all = hit([claim("a", 8, 14), claim("c", 8, 14)]);
  expect(all?.things).toEqual(["A", "C"]);
  expect(all?.gravest.kind).toBe("failed");
  expect(hit([claim("old", 8, 9)])?.gravest.kind).toBe("gone");
});

test("seats and networks are no things that stand somewhere", () => {
  const seats = { resource: resourceIds.seats("p", "cad"), start: 0, end: 1 };
  expect(hitBy([seats], thingsOutOfUse(pool, 0), "p")).toBeNull();
});

test("the reason says what, when and why, and names a few of many", () => {
  const found = hit([claim("a", 8, 14)])!;
  const text = faultText(hitFault("machines-out-of-use", found));
  expect(text.what).toBe(
    "A: in maintenance from 1970-01-01 10:00Z to 1970-01-01 12:00Z, and it is on there",
  );
  expect(text.why).toBe("New floor");
  const many = { ...found, things: ["1", "2", "3", "4", "5", "6", "7"] };
  expect(hitFault("no-other-machines", many).parameters["things"]).toBe("1, 2, 3, 4, 5 and 2 more");
});

test("what was moved says from which hosts to which, and who or what is behind it", () => {
  const words = (hosts: [string[], string[]], why: Hit | string): string =>
    faultReason(movedFault(pool, hosts, why));
  expect(
    words(
      [
        ["a", "c"],
        ["b", "c"],
      ],
      hit([claim("a", 8, 14)])!,
    ),
  ).toBe(
    "It was moved from A to B. A lab admin takes A out of use (in maintenance from 1970-01-01 10:00Z to 1970-01-01 12:00Z). New floor.",
  );
  expect(words([["c", "old"], ["b"]], hit([claim("c", 8, 14)])!)).toBe(
    "It was moved from C, old to B. C: out of order. It does not answer.",
  );
  expect(words([["a"], ["a"]], "The switch fails.")).toBe(
    "It was moved to other switches, storage or addresses. The switch fails.",
  );
});

test("of one reason it is told apart which machines, and why", () => {
  const found = hit([claim("a", 8, 14)])!;
  const cause = "in maintenance from 1970-01-01 10:00Z to 1970-01-01 12:00Z. New floor";
  for (const reason of [
    hitFault("no-other-machines", found),
    movedFault(pool, [["a"], ["b"]], found),
  ])
    expect(causeParts(reason)).toEqual({ things: "A", cause });
  expect(causeParts(movedFault(pool, [["a"], ["b"]], "The switch fails."))).toBeNull();
});
