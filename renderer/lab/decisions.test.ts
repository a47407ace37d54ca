import { expect, it } from "vitest";
import type { Condition, Scope } from "../../shared/pool/condition.ts";
import { countedScopes, decisionsOf } from "../../shared/pool/decision.ts";
import { poolResourcesSchema } from "../../shared/pool/pool.ts";
import { decisionTitle, eachOf, standingIn } from "./decisions.ts";

const hostOf = (id: string, rackName: string) => ({
  id,
  name: `node ${id}`,
  rack: rackName,
  site: "North",
  architecture: "amd64",
  cores: 1,
  memoryMiB: 1024,
  diskGiB: 1,
});
const resources = poolResourcesSchema.parse({
  hosts: [hostOf("n10", "R1"), hostOf("n9", "R1"), hostOf("n1", "R2")],
  switches: [{ id: "leaf", name: "Leaf", rack: "R1", site: "North", ports: 48, speedMbps: 10_000 }],
});
const pool = { resources };

const host = (id: string): Scope => ({ sort: "host", id });
const rack = (id: string): Scope => ({ sort: "rack", id });
let made = 0;
function out(scope: Scope): Condition {
  const start = "2026-11-23T12:00:00.000Z";
  const common = { kind: "draining", start, end: null, why: "New floor", by: "ada" } as const;
  return { id: `c${++made}`, scope, ...common };
}

it("says of several things how many they are, and names each", () => {
  const several = [out(host("n10")), out(host("n9")), out(rack("North/R2"))];
  const [decision] = decisionsOf(several);
  expect(decisionTitle(pool, decision!)).toBe("1 rack and 2 hosts");
  expect(eachOf(pool, decision!).map(({ title }) => title)).toEqual([
    "North/R2",
    "node n9",
    "node n10",
  ]);
});

it("says of one rack or site what stands there, and of one thing its name alone", () => {
  const [ofRack] = decisionsOf([out(rack("North/R1"))]);
  expect(decisionTitle(pool, ofRack!)).toBe("rack North/R1");
  expect(eachOf(pool, ofRack!).map(({ title }) => title)).toEqual(["node n9", "node n10", "Leaf"]);
  expect(countedScopes(standingIn(pool, rack("R1")))).toBe("2 hosts and 1 switch");
  const site: Scope = { sort: "site", id: "North" };
  expect(countedScopes(standingIn(pool, site))).toBe("3 hosts and 1 switch");
  const [ofHost] = decisionsOf([out(host("n9"))]);
  expect(decisionTitle(pool, ofHost!)).toBe("host node n9");
  expect(eachOf(pool, ofHost!)).toEqual([]);
});

it("names what is no longer there by its id", () => {
  const [gone] = decisionsOf([out(host("n9")), out(host("gone"))]);
  expect(eachOf(pool, gone!).map(({ title }) => title)).toEqual(["gone", "node n9"]);
  expect(standingIn(pool, rack("R77"))).toEqual([]);
});
