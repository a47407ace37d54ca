import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { applyEdits } from "../design/edit.ts";
import { sketch } from "../design/sketch.ts";
import { checkDesign } from "./check.ts";
import { LAN } from "./examples.ts";
import { problemText } from "./problem-text.ts";
import type { Problem } from "./rule.ts";

const design = sketch(
  "Shop",
  { a: { kind: "machine", name: "Web server" }, b: { kind: "machine", name: " " } },
  ["a:nic b:nic"],
);

function problem(code: string, ids: readonly string[], parameters: Problem["parameters"]): Problem {
  return {
    code,
    severity: "error",
    level: "design",
    elements: ids.map((id) => ({ type: id.includes("-") ? "link" : "node", id })),
    parameters,
  };
}

describe("problemText", () => {
  it("uses names, never ids", () => {
    expect(
      problemText(problem("memory-short", ["a"], { available: 64, needed: 256 }), design),
    ).toBe("Web server has 64 MiB of memory; its software needs 256 MiB.");
    expect(problemText(problem("link-to-itself", ["a-b", "b"], {}), design)).toBe(
      "Web server – unnamed machine starts and ends at unnamed machine.",
    );
  });

  it("writes sizes and speeds as everywhere, and so that what differs is seen to", () => {
    const link = (needed: number | string, available: number | string): string =>
      problemText(problem("trunk-overloaded", ["a-b"], { needed, available }), design);
    expect(link(40_000, 25_000)).toMatch(/carries 25 Gb\/s; 40 Gb\/s are needed across it\.$/);
    expect(
      problemText(problem("memory-short", ["a"], { available: 2048, needed: 2049 }), design),
    ).toBe("Web server has 2048 MiB of memory; its software needs 2049 MiB.");
  });

  it("counts as people do", () => {
    const short = (available: number) =>
      problemText(problem("cores-short", ["a"], { available, needed: 3 }), design);
    expect(short(1)).toMatch(/has 1 core;/);
    expect(short(2)).toMatch(/has 2 cores;/);
  });

  it("names a few of many", () => {
    const many = Array.from({ length: 9 }, () => "a");
    expect(
      problemText(problem("networks-not-joined", many, { application: "X", wanted: "Y" }), design),
    ).toContain("Web server, Web server, Web server and 5 more");
  });

  it("calls a property what the inspector calls it", () => {
    const text = problemText(
      problem("property-invalid", ["a"], { property: "memoryMiB", message: "Enter a number." }),
      design,
    );
    expect(text).toBe("Web server has no valid value for “Memory”. Enter a number.");
  });

  it("names the way to what is inside a component", () => {
    const inner = {
      kind: "machine",
      name: "web",
      count: 1,
      position: { x: 0, y: 0 },
      properties: {},
    };
    const version = {
      component: "mail",
      version: 2,
      name: "Mail",
      tags: [],
      ports: {},
      parameters: {},
    };
    const office = {
      ...sketch("Office", {
        m: { kind: "component", name: "Mail product", component: "mail", version: 2, count: 3 },
      }),
      components: {
        "mail-v2": { ...version, nodes: { w: inner }, links: {}, groups: {}, notes: {} },
      },
    };
    expect(problemText(problem("system-missing", ["m.2/w"], {}), office)).toBe(
      "Mail product 2 › web has no operating system.",
    );
    expect(problemText(problem("system-missing", ["m.2/gone"], {}), office)).toContain("2 › gone");
  });

  it("says of a pool what the placement says", () => {
    const short = {
      ...problem("not-enough-places-apart", ["a"], {
        name: "x",
        level: "rack",
        needed: 3,
        free: 1,
      }),
      level: "pool" as const,
    };
    expect(problemText(short, design)).toBe(
      "Web server needs 3 different racks; the lab has 1 that suits.",
    );
  });

  it("shows a code it does not know, and survives elements that are gone", () => {
    expect(problemText(problem("from-the-future", ["a"], {}), design)).toBe("from-the-future");
    expect(problemText(problem("system-missing", ["zz"], {}), design)).toContain("missing zz");
  });
});

it.each([
  ["10.0.0.5/24", "that is one address inside 10.0.0.0/24"],
  ["10.0.0.0/33", "a prefix goes from /0 to /32"],
  ["fd00::/129", "a prefix goes from /0 to /128"],
  ["10.0.0.0", "the length of the prefix is missing, as in 10.0.0.0/24"],
  ["fd00::", "the length of the prefix is missing, as in fd00::/64"],
  ["office", "write a first address and a prefix, such as 10.0.0.0/24"],
])("says what is wrong with the address range %s", (cidr, why) => {
  const drawn = sketch("Range", { lan: { kind: "subnet", cidr } });
  const [found] = checkDesign(drawn, starterCatalogue(), starterPriceBook());
  expect(found && problemText(found, drawn)).toBe(
    `lan has “${cidr}” for its address range: ${why}.`,
  );
});

it("a licence of nothing can become the one that is wanted", () => {
  const windows = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };
  const drawn = sketch("Desk", { lan: LAN, desk: windows, seats: { kind: "licence" } }, [
    "desk:nic lan:net",
  ]);
  const problems = checkDesign(drawn, starterCatalogue(), starterPriceBook());
  const found = problems.find(({ code }) => code === "product-missing");
  expect(found?.fix?.title).toBe("Make it Windows 11 Pro");
  expect(found?.otherFixes?.map(({ title }) => title)).toEqual(["Remove the licence"]);
  const mended = applyEdits(drawn, found?.fix?.edits ?? []);
  expect(checkDesign(mended, starterCatalogue(), starterPriceBook())).toEqual([]);
});
