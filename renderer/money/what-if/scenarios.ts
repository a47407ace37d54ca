import { create } from "zustand";
import type { Scenario } from "../../../shared/pricing/scenario.ts";
import { activeDocument, edit } from "../../store/documents.ts";
import { newId } from "../../store/ids.ts";
import { scenarioEdits } from "../../../shared/pricing/scenario.ts";

interface Scenarios {
  /** By tab. They are a thought, not part of the design: no file has them. */
  readonly byDocument: Readonly<Record<string, readonly Scenario[]>>;
}

/** What one wonders about each open design. */
export const useScenarios = create<Scenarios>()(() => ({ byDocument: {} }));

const NONE: readonly Scenario[] = [];

/** Those of a tab; the same list as long as it is the same. */
export function scenariosOf({ byDocument }: Scenarios, document: string): readonly Scenario[] {
  return byDocument[document] ?? NONE;
}

function change(
  document: string,
  update: (scenarios: readonly Scenario[]) => readonly Scenario[],
): void {
  useScenarios.setState((state) => ({
    byDocument: { ...state.byDocument, [document]: update(scenariosOf(state, document)) },
  }));
}

/** Adds a scenario that changes nothing yet, unless it is told what. */
export function addScenario(document: string, changes: Partial<Omit<Scenario, "id">> = {}): void {
  change(document, (before) => {
    const name = unused(before, changes.name ?? "Scenario");
    const plain = { counts: {}, window: null, repeat: null, collection: null };
    return [...before, { ...plain, ...changes, id: newId("scenario"), name }];
  });
}

function unused(scenarios: readonly Scenario[], name: string): string {
  const taken = new Set(scenarios.map((one) => one.name));
  if (!taken.has(name) && name !== "Scenario") return name;
  let number = 1;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

export function changeScenario(
  document: string,
  id: string,
  changes: Partial<Omit<Scenario, "id">>,
): void {
  change(document, (before) =>
    before.map((one) => (one.id === id ? Object.assign({}, one, changes) : one)),
  );
}

export function removeScenario(document: string, id: string): void {
  change(document, (before) => before.filter((one) => one.id !== id));
}

/** Makes the shown design what a scenario says, as one step that can be undone. */
export function applyScenario(scenario: Scenario): void {
  const design = activeDocument()?.design;
  if (design !== undefined) edit(`Apply ${scenario.name}`, scenarioEdits(design, scenario));
}
