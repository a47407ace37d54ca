import { describe, expect, it } from "vitest";
import type { Problem } from "../../../shared/constraints/rule.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { EVERYTHING, filterProblems, problemKey } from "./filter.ts";

const design = sketch("Shop", { web: { kind: "machine" }, mail: { kind: "machine" } }, [
  "web:nic mail:nic",
]);

const problem = (own: Partial<Problem>): Problem => ({
  code: "system-missing",
  severity: "error",
  level: "design",
  elements: [{ type: "node", id: "web" }],
  parameters: {},
  ...own,
});

const warning = problem({ code: "machine-unconnected", severity: "warning" });
const mail = problem({ elements: [{ type: "node", id: "mail" }] });
const inner = problem({ elements: [{ type: "node", id: "web.1/deep" }] });
const link = problem({ code: "link-overloaded", elements: [{ type: "link", id: "web-mail" }] });
const lab = problem({ code: "not-enough-vlans", level: "pool", severity: "warning" });
const ALL = [warning, mail, inner, link, lab];

const listed = (filter: Partial<typeof EVERYTHING>, selection = new Set<`node:${string}`>()) =>
  filterProblems(ALL, { ...EVERYTHING, ...filter }, design, selection);

describe("filterProblems", () => {
  it("lists the worst first", () => {
    expect(listed({})).toEqual([mail, inner, link, warning, lab]);
  });

  it.each([
    [{ levels: ["pool"] }, [lab]],
    [{ severities: ["error"] }, [mail, inner, link]],
    [{ rule: "link-overloaded" }, [link]],
    [{ query: " MAIL has no " }, [mail]],
    [{ query: "nothing of the kind" }, []],
    [{ levels: [] }, []],
  ] as const)("by %j", (filter, expected) => {
    expect(listed(filter)).toEqual(expected);
  });

  it("by what is selected, with what lies inside it", () => {
    expect(listed({ onlySelection: true }, new Set(["node:web"]))).toEqual([inner, warning, lab]);
    expect(listed({ onlySelection: true })).toEqual([]);
  });

  it("tells problems apart, and knows them again", () => {
    expect(new Set(ALL.map(problemKey)).size).toBe(ALL.length);
    expect(problemKey({ ...mail })).toBe(problemKey(mail));
  });
});
