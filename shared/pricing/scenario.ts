import { Temporal } from "temporal-polyfill";
import { toInstant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, NodeId } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import type { Window } from "../schedule/window.ts";
import type { Collection } from "./engine/schema/collection.ts";
import { paidFor } from "./engine/schemes/paid.ts";
import type { Payment } from "./engine/schemes/scheme.ts";
import { ratedOf } from "./rate-segments.ts";
import { rate } from "./engine/rate.ts";
import { ratedPerNode, type Rated } from "./rated.ts";
import { quoteInputs } from "./review/inputs.ts";
import type { Terms } from "./terms.ts";

/** A small change of what is drawn, when it runs and how it is paid: *what if*. */
export interface Scenario {
  readonly id: string;
  readonly name: string;
  /** How many of a node instead of as many as are drawn. */
  readonly counts: Readonly<Record<NodeId, number>>;
  /** Another time; null: the one that all are compared at. */
  readonly window: Window | null;
  /** The same again and again; null: once. */
  readonly repeat: Repeat | null;
  /** Another way of paying; null: as the contract says. */
  readonly collection: Collection | null;
}

/** How often something takes place, at the same time on clocks. */
export interface Repeat {
  readonly every: "day" | "weekday" | "week";
  readonly times: number;
}

/** What all scenarios are changes of. */
export interface ScenarioBase {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly window: Window;
}

/** What a scenario comes to, by the same engine as every other quote. */
export interface ScenarioResult {
  readonly window: Window;
  readonly rated: Rated;
  readonly perNode: ReadonlyMap<NodeId, string>;
  /** What is to be paid when. They add up to the lines, whichever way it is paid. */
  /** As they are really paid: together they are the gross total. */
  readonly payments: readonly Payment[];
}

/** The changes that make a design what a scenario says; none where it already is. Nodes that are gone are left out. */
export function scenarioEdits(design: Design, { counts }: Scenario): readonly DesignEdit[] {
  return Object.entries(counts).flatMap(([id, count]): DesignEdit[] => {
    const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
    if (node === undefined || node.count === count) return [];
    return [{ type: "change-node", id, change: { count } }];
  });
}

/** Rates one scenario; without one, what is drawn. */
export function rateScenario(base: ScenarioBase, scenario?: Scenario): ScenarioResult {
  const { catalogue, terms } = base;
  const edits = scenario === undefined ? [] : scenarioEdits(base.design, scenario);
  const design = edits.length === 0 ? base.design : applyEdits(base.design, edits);
  const window = scenario?.window ?? base.window;
  const way = scenario?.collection ?? null;
  const agreed: Terms =
    way === null ? terms : { ...terms, contract: { ...terms.contract, collection: [way] } };
  const windows = repeated(window, scenario?.repeat ?? null, terms.contract.billingZone);
  const inputs = quoteInputs({ design, catalogue, terms: agreed, windows });
  const lines =
    inputs === null ? [] : rate(inputs.book, inputs.contract, inputs.segments, inputs.calendar);
  const rated = ratedOf("projected", inputs ?? agreed, lines);
  const payments = inputs === null ? [] : paidFor(inputs.contract, lines, rated.totals, inputs);
  return { window, rated, perNode: ratedPerNode(rated), payments };
}

const SATURDAY = 6;

/** A window and those that repeat it: as long as it, when clocks in the zone show the same. */
export function repeated(window: Window, repeat: Repeat | null, zone: string): readonly Window[] {
  if (repeat === null) return [window];
  const length = Date.parse(window.end) - Date.parse(window.start);
  const first = Temporal.Instant.from(window.start).toZonedDateTimeISO(zone);
  const windows: Window[] = [];
  for (let step = 0; windows.length < repeat.times; step += 1) {
    const at = first.add(repeat.every === "week" ? { weeks: step } : { days: step });
    // The first one takes place whatever day it is.
    if (step > 0 && repeat.every === "weekday" && at.dayOfWeek >= SATURDAY) continue;
    const start = at.epochMilliseconds;
    windows.push({ start: toInstant(start), end: toInstant(start + length) });
  }
  return windows;
}
