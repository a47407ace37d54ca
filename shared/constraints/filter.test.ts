import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { sketch } from "../design/sketch.ts";
import type { FirewallRule } from "../kinds/component-kind.ts";
import { blockedBy, covers, parsePorts, type Flow } from "./filter.ts";
import { createState } from "./state.ts";

function rule(change: Partial<FirewallRule>): FirewallRule {
  return {
    action: "allow",
    protocol: "any",
    source: "any",
    destination: "any",
    port: "any",
    ...change,
  };
}

const state = createState(starterCatalogue(), starterPriceBook());
state.update(
  sketch(
    "Two",
    {
      lan: { kind: "subnet", cidr: "10.0.0.0/24" },
      far: { kind: "subnet", cidr: "10.1.0.0/24", name: "far away" },
      r: { kind: "router" },
      hub: { kind: "switch" },
      a: { kind: "machine" },
      b: { kind: "machine", addresses: ["10.1.0.7"] },
      world: { kind: "internet" },
    },
    [
      "a:nic hub:port",
      "hub:port lan:net",
      "b:nic far:net",
      "r:nic lan:net",
      "r:nic far:net",
      "r:nic world:net",
    ],
  ),
);

const WEB: Flow = { from: "a", to: "b", protocol: "tcp", port: 80 };

function outcome(
  rules: readonly Partial<FirewallRule>[],
  flow = WEB,
  defaultAction: "allow" | "deny" = "deny",
) {
  return blockedBy(state, { rules: rules.map(rule), defaultAction }, flow);
}

describe("blockedBy", () => {
  it("falls back on the default action", () => {
    expect(outcome([])).toBe("default");
    expect(outcome([], WEB, "allow")).toBeNull();
  });

  it("lets the first rule that matches decide", () => {
    expect(outcome([{ action: "deny" }, { action: "allow" }])).toBe(0);
    expect(outcome([{ action: "allow" }, { action: "deny" }])).toBeNull();
  });

  it.each([
    { source: "a" },
    { source: "lan" },
    { source: "hub" },
    { source: "10.0.0.0/16" },
    { destination: "far away" },
    { destination: "10.1.0.7" },
    { port: "80" },
    { port: "79-81" },
    { protocol: "tcp" as const },
  ])("sees that %o matches", (change) => {
    expect(outcome([change])).toBeNull();
    expect(outcome([{ action: "deny", ...change }], WEB, "allow")).toBe(0);
  });

  it.each([
    { source: "b" },
    { source: "far away" },
    { source: "10.9.0.0/16" },
    { destination: "a" },
    { port: "81" },
    { protocol: "udp" as const },
  ])("sees that %o does not match", (change) => {
    expect(outcome([change])).toBe("default");
  });

  it("claims nothing where only single addresses could tell", () => {
    // Which address of the subnet machine a will have is not known here.
    expect(outcome([{ action: "deny", source: "10.0.0.4/30" }], WEB, "allow")).toBeNull();
    expect(outcome([{ action: "allow", source: "10.0.0.4/30" }])).toBeNull();
  });

  it("judges the way outside", () => {
    const out: Flow = { from: "a", to: "world", protocol: null, port: null };
    expect(outcome([{ destination: "world" }], out)).toBeNull();
    expect(outcome([{ destination: "0.0.0.0/0" }], out)).toBeNull();
    expect(outcome([{ destination: "b" }], out)).toBe("default");
    expect(outcome([{ action: "deny", port: "25", protocol: "tcp" }], out, "allow")).toBeNull();
  });
});

describe("covers", () => {
  it.each<[Partial<FirewallRule>, Partial<FirewallRule>, boolean]>([
    [{}, { port: "80", protocol: "tcp" }, true],
    [{ port: "80-90" }, { port: "85" }, true],
    [{ port: "80" }, { port: "any" }, false],
    [{ protocol: "tcp" }, { protocol: "any" }, false],
    [{ source: "10.0.0.0/8" }, { source: "10.1.2.3" }, true],
    [{ source: "10.1.2.3" }, { source: "10.0.0.0/8" }, false],
    [{ source: "web" }, { source: "web" }, true],
    [{ source: "web" }, { source: "10.0.0.1" }, false],
  ])("%o covers %o: %s", (wide, narrow, expected) => {
    expect(covers(rule(wide), rule(narrow))).toBe(expected);
  });
});

describe("parsePorts", () => {
  it.each([
    ["80", { first: 80, last: 80 }],
    ["80-90", { first: 80, last: 90 }],
    ["any", { first: 1, last: 65_535 }],
    ["90-80", null],
    ["0", null],
    ["65536", null],
    ["http", null],
  ])("%s", (text, range) => {
    expect(parsePorts(text)).toEqual(range);
  });
});
