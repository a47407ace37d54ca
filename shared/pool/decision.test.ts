import { expect, it } from "vitest";
import type { Condition, Scope } from "./condition.ts";
import { countedScopes, decisionsOf } from "./decision.ts";

const host = (id: string): Scope => ({ sort: "host", id });
const rack = (id: string): Scope => ({ sort: "rack", id });
let made = 0;
function out(scope: Scope, more: Partial<Condition> = {}): Condition {
  const start = "2026-11-23T12:00:00.000Z";
  const common = { kind: "draining", start, end: null, why: "New floor", by: "ada" } as const;
  return { id: `c${++made}`, scope, ...common, ...more };
}

it("is one for all that was taken out of use at once, and another for what differs in anything", () => {
  const others = [
    out(host("n1"), { kind: "maintenance" }),
    out(host("n1"), { end: "2026-11-24T12:00:00.000Z" }),
    out(host("n1"), { start: "2026-11-23T12:00:01.000Z" }),
    out(host("n1"), { why: "Power" }),
    out(host("n1"), { by: "bob" }),
  ];
  const first = out(host("n10"));
  const decisions = decisionsOf([first, ...others, out(host("n9")), out(rack("North/R2"))]);
  expect(decisions).toHaveLength(6);
  expect(decisions[0]).toEqual({
    condition: first,
    scopes: [host("n10"), host("n9"), rack("North/R2")],
  });
  expect(decisionsOf([])).toEqual([]);
});

it("counts things by their sort, the largest first", () => {
  expect(countedScopes([host("a")])).toBe("1 host");
  expect(countedScopes([host("a"), rack("R1"), host("b")])).toBe("1 rack and 2 hosts");
  const many = Array.from({ length: 1200 }, (_, index) => host(`n${index}`));
  const others: readonly Scope[] = [
    { sort: "storage", id: "s" },
    { sort: "site", id: "North" },
  ];
  expect(countedScopes([...many, ...others])).toBe("1 site, 1,200 hosts and 1 storage");
});
