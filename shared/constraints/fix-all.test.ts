import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import type { Design } from "../design/design.ts";
import { applyEdits } from "../design/edit.ts";
import { checkDesign } from "./check.ts";
import { LAN, SERVER } from "./examples.ts";
import { fixAll } from "./fix-all.ts";
import { findRule } from "./rules/index.ts";

const mend = (design: Design, code: string) =>
  fixAll(design, findRule(code)!, starterCatalogue(), starterPriceBook());

const codes = (design: Design): readonly string[] => [
  ...new Set(
    checkDesign(design, starterCatalogue(), starterPriceBook()).map((problem) => problem.code),
  ),
];

/** Machines that are alike, each with a cable to the LAN. */
function machines(count: number, own: SketchNode): Design {
  const ids = Array.from({ length: count }, (_, index) => `m-${index + 1}`);
  const nodes = Object.fromEntries(ids.map((id) => [id, own]));
  return sketch(
    "Many",
    { lan: LAN, ...nodes },
    ids.map((id) => `${id}:nic lan:net`),
  );
}

describe("fixAll", () => {
  it("mends all that want the same, and nothing else", () => {
    const design = machines(40, { ...SERVER, operatingSystem: null, memoryMiB: 64 });
    const { design: mended, edits, fixes, left } = mend(design, "system-missing");
    expect(applyEdits(design, edits)).toEqual(mended);
    expect({ fixes, left }).toEqual({ fixes: 40, left: 0 });
    expect(codes(design)).toContain("system-missing");
    expect(codes(mended)).not.toContain("system-missing");
    expect(mended.nodes["lan"]).toBe(design.nodes["lan"]);
  });

  it("mends fixes that would get into each other's way one after the other", () => {
    const design = machines(12, { ...SERVER, name: "web" });
    const { design: mended, edits, left } = mend(design, "name-duplicate");
    expect(applyEdits(design, edits)).toEqual(mended);
    expect(left).toBe(0);
    const names = Object.values(mended.nodes).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("gives overlapping subnets different blocks", () => {
    const subnets = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`s-${index}`, { ...LAN }]),
    );
    const { design, left } = mend(sketch("Subnets", subnets), "cidr-overlap");
    expect(left).toBe(0);
    expect(codes(design)).not.toContain("cidr-overlap");
  });

  it("leaves what has no fix, and the design that has nothing to mend", () => {
    const odd = sketch("Odd", { a: { kind: "quantum-annealer" } });
    expect(mend(odd, "kind-unknown")).toEqual({ design: odd, edits: [], fixes: 0, left: 1 });
    expect(mend(odd, "cidr-overlap").design).toBe(odd);
  });
});
