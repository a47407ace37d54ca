import { toInstant } from "../../../shared/base/clock.ts";
import type { Design } from "../../../shared/design/design.ts";
import { findKind } from "../../../shared/kinds/index.ts";
import type { Scenario, ScenarioResult } from "../../../shared/pricing/scenario.ts";
import { money } from "../../ui/money.ts";

export const HOUR = 3_600_000;

/** So many nodes stand in the table unasked. */
const SHOWN = 4;

/** The nodes whose counts can be changed here: those that were chosen or changed, and the most numerous ones. */
export function countedNodes(
  design: Design,
  results: readonly { readonly scenario: Scenario }[],
  varied: readonly string[],
): readonly string[] {
  const changed = results.flatMap(({ scenario }) => Object.keys(scenario.counts));
  const numerous = Object.keys(design.nodes)
    .filter((id) => isCounted(design, id))
    .toSorted((a, b) => (design.nodes[b]?.count ?? 0) - (design.nodes[a]?.count ?? 0))
    .slice(0, SHOWN);
  return [...new Set([...numerous, ...changed, ...varied])].filter((id) =>
    Object.hasOwn(design.nodes, id),
  );
}

/** Whether there may be several of a node. */
export function isCounted(design: Design, id: string): boolean {
  return findKind(design.nodes[id]?.kind ?? "")?.countable === true;
}

/** Milliseconds. */
export function lengthOf({ window }: ScenarioResult): number {
  return Date.parse(window.end) - Date.parse(window.start);
}

/** As long, at another time. */
export function movedTo(window: ScenarioResult["window"], start: number): ScenarioResult["window"] {
  const length = Date.parse(window.end) - Date.parse(window.start);
  return { start: toInstant(start), end: toInstant(start + length) };
}

/** From the same time on, for so many hours. */
export function lasting(
  { start }: ScenarioResult["window"],
  hours: number,
): ScenarioResult["window"] {
  return { start, end: toInstant(Date.parse(start) + hours * HOUR) };
}

/** How often how much is paid, and when. */
export function paymentWords({ payments }: ScenarioResult, currency: string): string {
  const [first] = payments;
  const last = payments.at(-1);
  if (first === undefined || last === undefined) return "None";
  const day = (at: number): string =>
    new Date(at).toLocaleDateString("en-GB", { dateStyle: "medium" });
  if (payments.length === 1) return `${money(first.amount, currency)} on ${day(first.at)}`;
  const each = payments.every(({ amount }) => amount === first.amount);
  return each
    ? `${payments.length} × ${money(first.amount, currency)}, ${day(first.at)} to ${day(last.at)}`
    : `${payments.length}, first ${money(first.amount, currency)}, ${day(first.at)} to ${day(last.at)}`;
}

/** Whether a scenario has another number of a node than is drawn. */
export function isChanged({ counts }: Scenario, design: Design, node: string): boolean {
  return Object.hasOwn(counts, node) && counts[node] !== design.nodes[node]?.count;
}
