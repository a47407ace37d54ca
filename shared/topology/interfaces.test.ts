import { describe, expect, it } from "vitest";
import { movedBetween } from "./interfaces.ts";
import type { Attachment } from "./topology.ts";

function into(subnet: string | null, link: string): Attachment {
  const plain = { node: "a", port: "nic", outside: null, peer: null, ambiguous: false };
  return { ...plain, link, subnet, switches: [], trunks: [] };
}

describe("how attachments differ from those before", () => {
  const before = [into("lan", "a-1"), into("lan", "a-2"), into("far", "a-3")];

  it("says nothing when they are equal", () => {
    expect(movedBetween([], [])).toBeUndefined();
    expect(movedBetween(before, [...before])).toBeUndefined();
    expect(
      movedBetween(
        before,
        before.map((one) => ({ ...one })),
      ),
    ).toBeUndefined();
  });

  it("keeps the very objects that are equal, and names what came and what went", () => {
    const [first, second, third] = before;
    const after = [into("lan", "a-0"), into("lan", "a-1"), into("new", "a-3"), into("lan", "a-4")];
    const moved = movedBetween(before, after);
    expect(moved?.now).toEqual(after);
    expect(moved?.now[1]).toBe(first);
    expect(moved?.gone).toEqual([second, third]);
    expect(moved?.come).toEqual([after[0], after[2], after[3]]);
  });

  it("names all when all are new, and all when none is left", () => {
    expect(movedBetween([], before)).toEqual({ now: before, gone: [], come: before });
    expect(movedBetween(before, [])).toEqual({ now: [], gone: before, come: [] });
  });
});
