import { beforeEach, expect, test } from "vitest";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { useAnalysis } from "./analysis.ts";
import { useLabFit } from "./lab-fit.ts";
import { currentProblems } from "./problems.ts";

const design = sketch("lab", { a: { kind: "machine" }, b: { kind: "machine" } }, []);

function problemAt(id: string, code: string): Problem {
  const elements = [{ type: "node", id }] as const;
  return { code, severity: "error", level: "pool", elements, parameters: {} };
}

const own = [problemAt("a", "own")];
const lab = [problemAt("a", "lab-a"), problemAt("b", "lab-b")];

beforeEach(() => {
  useAnalysis.setState({ design, problems: own });
  useLabFit.setState({ design, problems: lab });
});

function codes(): readonly string[] {
  return currentProblems().map(({ code }) => code);
}

test("the lab's problems come after the design's own, and are put together once", () => {
  expect(codes()).toEqual(["own", "lab-a", "lab-b"]);
  expect(currentProblems()).toBe(currentProblems());
});

test("what the lab says of an element that has gone meanwhile is left out", () => {
  expect(codes()).toContain("lab-b");
  useAnalysis.setState({ design: applyEdits(design, [{ type: "remove-node", id: "b" }]) });
  expect(codes()).toEqual(["own", "lab-a"]);
});

test("another answer of either is seen at once", () => {
  expect(codes()).toHaveLength(3);
  useAnalysis.setState({ problems: [] });
  expect(codes()).toEqual(["lab-a", "lab-b"]);
  useLabFit.setState({ problems: [] });
  expect(codes()).toEqual([]);
});

test("what the lab lacks for several machines alike stands once, and is mended for all of them", () => {
  const missing = (id: string, type: string): Problem => ({
    ...problemAt(id, "no-host-of-architecture"),
    parameters: { name: id, architecture: "arm64" },
    fix: { title: `Use ${type} for ${id}`, edits: [{ type: "remove-node", id }] },
  });
  useLabFit.setState({ problems: [missing("a", "Debian"), missing("b", "Debian")] });
  const [, one, ...more] = currentProblems();
  expect(more).toEqual([]);
  expect(one?.elements.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(one === undefined ? "" : problemText(one, design)).toMatch(/^Each of a and b /i);
  expect(one?.fix?.title).toBe("Use Debian for each of these 2");
  expect(one?.fix?.edits).toHaveLength(2);
});
