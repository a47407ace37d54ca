import { beforeEach, expect, test } from "vitest";
import { sketch } from "../../../shared/design/sketch.ts";
import { activeDocument, openDocument, undo, useDocuments } from "../../store/documents.ts";
import {
  addScenario,
  applyScenario,
  changeScenario,
  removeScenario,
  scenariosOf,
  useScenarios,
} from "./scenarios.ts";

const design = sketch("Course", { web: { kind: "machine" }, db: { kind: "machine" } }, []);
let tab = "";

beforeEach(() => {
  useDocuments.setState({ documents: [], active: null });
  useScenarios.setState({ byDocument: {} });
  tab = openDocument(design);
});

function scenarios() {
  return scenariosOf(useScenarios.getState(), tab);
}

test("each scenario has a name of its own, and each tab its own scenarios", () => {
  addScenario(tab);
  addScenario(tab);
  addScenario(tab, { name: "Cheapest slot" });
  addScenario(tab, { name: "Cheapest slot" });
  const names = ["Scenario 1", "Scenario 2", "Cheapest slot", "Cheapest slot 1"];
  expect(scenarios().map(({ name }) => name)).toEqual(names);
  expect(scenariosOf(useScenarios.getState(), "another")).toEqual([]);
  removeScenario(tab, scenarios()[0]!.id);
  addScenario(tab);
  expect(scenarios().at(-1)?.name).toBe("Scenario 1");
});

test("a scenario is applied as one step, which undo takes back", () => {
  addScenario(tab);
  changeScenario(tab, scenarios()[0]!.id, { counts: { web: 3, db: 2 } });
  applyScenario(scenarios()[0]!);
  const counts = () =>
    Object.values(activeDocument()?.design.nodes ?? {}).map(({ count }) => count);
  expect(counts()).toEqual([3, 2]);
  undo();
  expect(counts()).toEqual([1, 1]);
  expect(scenarios()[0]?.counts).toEqual({ web: 3, db: 2 });
});
