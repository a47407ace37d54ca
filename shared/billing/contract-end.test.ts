import { expect, test } from "vitest";
import { releasingEnd, withinContract } from "./contract-end.ts";
import { someContract, used } from "./sketch-account.ts";

const END = "2026-03-10T00:00:00Z";
const NOW = "2026-02-01T00:00:00.000Z";
const first = someContract({ id: "one", end: END });

/** A contract that begins then. */
function later(start: string, end?: string) {
  const contract = { id: "two", start, ...(end !== undefined && { end }) };
  return someContract(contract, { revision: 2, validFrom: start });
}

test("a contract's end is told of a day before, unless otherwise agreed", () => {
  expect(releasingEnd([first], NOW)).toMatchObject({
    at: "2026-03-10T00:00:00.000Z",
    toldFrom: "2026-03-09T00:00:00.000Z",
  });
  const terms = { atEnd: { environments: "release" as const, noticeHours: 72 } };
  const agreed = someContract({ end: END }, { terms });
  expect(releasingEnd([agreed], NOW)?.toldFrom).toBe("2026-03-07T00:00:00.000Z");
});

test("nothing is released that goes on, is kept, or that another contract follows on", () => {
  expect(releasingEnd([someContract()], NOW)).toBeNull();
  expect(releasingEnd([], NOW)).toBeNull();
  const kept = someContract({ end: END }, { terms: { atEnd: { environments: "keep" } } });
  expect(releasingEnd([kept], NOW)).toBeNull();
  expect(releasingEnd([first, later(END)], NOW)).toBeNull();
  expect(releasingEnd([first, later(END, "2026-05-01T00:00:00Z")], NOW)?.at).toBe(
    "2026-05-01T00:00:00.000Z",
  );
  // A gap: nobody pays for what is used in it.
  expect(releasingEnd([first, later("2026-04-01T00:00:00Z")], NOW)?.at).toBe(
    "2026-03-10T00:00:00.000Z",
  );
});

test("what is used after the end is not billed, where environments are released then", () => {
  const segments = [
    used("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"),
    used("2026-03-09T00:00:00Z", null),
    used("2026-03-09T00:00:00Z", "2026-03-11T00:00:00Z"),
    used("2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"),
    used("2026-03-09T00:00:00Z", "2026-03-11T00:00:00Z", { quantity: "5" }),
  ];
  const days = withinContract(first, segments).map(({ end }) => end?.slice(5, 10));
  expect(days).toEqual(["03-09", "03-10", "03-10", "03-11"]);
  const kept = someContract({ end: END }, { terms: { atEnd: { environments: "keep" } } });
  expect(withinContract(kept, segments)).toEqual(segments);
  expect(withinContract(someContract(), segments)).toEqual(segments);
});
