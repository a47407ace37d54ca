import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { sketch } from "../design/sketch.ts";
import { freeBlock } from "./blocks.ts";
import { freeVlan, freshName, nearestCidr, newNode } from "./fixes.ts";
import { createState } from "./state.ts";

function stateOf(...cidrs: string[]) {
  const state = createState(starterCatalogue(), starterPriceBook());
  const nodes = cidrs.map((cidr, index) => [
    `n-${index}`,
    { kind: "subnet", cidr, vlan: 10 + index },
  ]);
  state.update(sketch("Subnets", Object.fromEntries(nodes)));
  return state;
}

describe("freeBlock", () => {
  it.each([
    [[], 24, "10.0.0.0/24"],
    [["10.0.0.0/24"], 24, "10.0.1.0/24"],
    [["10.0.0.0/24", "10.0.2.0/24"], 24, "10.0.1.0/24"],
    [["10.0.1.0/24"], 23, "10.0.2.0/23"],
    [["10.0.0.0/16", "10.0.7.0/24"], 24, "10.1.0.0/24"],
    [["10.0.0.0/8"], 24, "172.16.0.0/24"],
    [["0.0.0.0/0"], 24, undefined],
    [["nonsense", "fd00::/8"], 24, "10.0.0.0/24"],
    [[], 9, "10.0.0.0/9"],
    [[], 4, undefined],
  ])("beside %o a /%i is %s", (used, prefixLength, expected) => {
    expect(freeBlock(stateOf(...used), prefixLength)).toBe(expected);
  });

  it("looks among IPv6 for an IPv6 subnet", () => {
    expect(freeBlock(stateOf("fd00::/64"), 64, "ipv6")).toBe("fd00:0:0:1::/64");
  });
});

describe("nearestCidr", () => {
  it.each([
    ["10.0.0.0/33", "10.0.0.0/24"],
    ["10.0.0.7/28", "10.0.0.0/28"],
    ["10.0.0.300/24", "10.0.0.0/24"],
    ["192.168.1", "192.168.1.0/24"],
    ["192.168.1.0", "192.168.1.0/24"],
    ["fd00::7/200", "fd00::/64"],
    ["office", undefined],
    ["", undefined],
  ])("%j was meant to be %s", (text, expected) => {
    expect(nearestCidr(text)).toBe(expected);
  });
});

describe("names and ids", () => {
  it("are free ones", () => {
    const state = stateOf("10.0.0.0/24", "10.0.1.0/24");
    expect(freshName(state, "N 0")).toBe("N 0-2");
    expect(freshName(state, "web")).toBe("web");
    expect(freshName(state, "x".repeat(200)).length).toBeLessThan(64);
    expect(newNode(state, "router", "n-0").id).toBe("router");
    expect(freeVlan(state)).toBe(12);
  });
});
