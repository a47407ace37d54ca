import { expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { checkDesign } from "../../../shared/constraints/check.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { isStoodIn, standIns, standsIn } from "./stand-ins.ts";

it("names what is priced otherwise than it is drawn, each once", () => {
  const design = sketch("lab", {
    web: { kind: "machine", count: -5 },
    db: { kind: "machine", cores: -3, memoryMiB: "plenty" },
    app: { kind: "machine", count: 2 },
  });
  const problems = checkDesign(design, starterCatalogue(), starterPriceBook());
  expect(standIns(problems, design)).toEqual(["db with its default", "web as one"]);
  expect(problems.some(standsIn)).toBe(true);
  expect(Object.keys(design.nodes).filter((node) => isStoodIn(problems, node))).toEqual([
    "web",
    "db",
  ]);
  const right = sketch("lab", { app: { kind: "machine", count: 2 } });
  const none = checkDesign(right, starterCatalogue(), starterPriceBook());
  expect([standIns(none, right), none.some(standsIn)]).toEqual([[], false]);
});
