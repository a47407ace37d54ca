import { expect, test } from "vitest";
import { fault, faultSentence } from "./fault.ts";

test("a place that what happened names already is told once", () => {
  const changed = fault("file-changed", { path: "/labs/a.json" }, "/labs/a.json");
  expect(faultSentence(changed).split("/labs/a.json")).toHaveLength(2);
  const misfit = fault("format-misfit", { format: "CSV", detail: "no name" }, "/labs/a.csv");
  expect(faultSentence(misfit)).toContain("(/labs/a.csv)");
});
