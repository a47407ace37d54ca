import { fromInstant, toInstant } from "../../base/clock.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import type { Window } from "../../schedule/window.ts";
import type { UseCase } from "../project/expected-use.ts";
import { followsLoad, hasExpectedUse } from "../project/segments.ts";
import type { Terms } from "../terms.ts";
import { windowCosts } from "../window-cost.ts";
import { priceBoundaries, slotRange, type SlotRange } from "./cheapest-slot.ts";

interface RangeRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  /** As is expected. */
  readonly window: Window;
  /** It may start so much later, in milliseconds. */
  readonly startsWithin: number;
  /** How long it may run at the least and at the most, in milliseconds; left out: as long as its window. */
  readonly lasts?: Lasts | undefined;
  /** The service class that is asked for. */
  readonly qosClass?: string | undefined;
}

/** How long something may run, in milliseconds. */
export interface Lasts {
  readonly least: number;
  readonly most: number;
}

/** Two totals, gross, as text. */
interface LowHigh {
  readonly low: string;
  readonly high: string;
}

/** What may become of a total: everything together, and by each cause alone; null where that makes no difference. */
export interface TotalRange extends LowHigh {
  readonly expected: string;
  readonly byStart: SlotRange | null;
  readonly byUse: LowHigh | null;
  readonly byCopies: LowHigh | null;
  readonly byDuration: LowHigh | null;
}

/**
 * The least, the expected and the most that a design may cost, by when it starts, how long it runs, how much it is used
 * and how many copies there are of what follows the load.
 */
export function totalRange(request: RangeRequest): TotalRange {
  const { design, catalogue, window } = request;
  const length = fromInstant(window.end) - fromInstant(window.start);
  const lasts = {
    least: Math.min(length, request.lasts?.least ?? length),
    most: Math.max(length, request.lasts?.most ?? length),
  };
  const isUsed = hasExpectedUse(design, catalogue);
  const follows = followsLoad(design, catalogue);
  const costOf = coster(request);
  const isSure = !isUsed && !follows;
  const costs: Costs = {
    low: costOf(isSure ? "expected" : "low"),
    expected: costOf("expected"),
    high: costOf(isSure ? "expected" : "high"),
  };
  const here = (milliseconds: number, useCase: UseCase): string =>
    costs[useCase](endedAfter(window, milliseconds));
  const alone = (low: Partial<Case>, high: Partial<Case>): LowHigh | null =>
    unlessSame(
      costOf({ ...AS_EXPECTED, ...low })(window),
      costOf({ ...AS_EXPECTED, ...high })(window),
    );
  const expected = here(length, "expected");
  const byStart = startsOf(request, costs.expected, length);
  const isFixed = isSure && lasts.least === length && lasts.most === length;
  const cheapest = isFixed ? byStart : startsOf(request, costs.low, lasts.least);
  const dearest = isFixed ? byStart : startsOf(request, costs.high, lasts.most);
  return {
    expected,
    low: cheapest?.cheapest.price ?? here(lasts.least, "low"),
    high: dearest?.dearest.price ?? here(lasts.most, "high"),
    byStart: byStart?.cheapest.price === byStart?.dearest.price ? null : byStart,
    byUse: isUsed ? alone({ useCase: "low" }, { useCase: "high" }) : null,
    byCopies: follows ? alone({ copies: "low" }, { copies: "high" }) : null,
    byDuration: unlessSame(here(lasts.least, "expected"), here(lasts.most, "expected")),
  };
}

type Costs = Readonly<Record<UseCase, (window: Window) => string>>;

interface Case {
  readonly useCase: UseCase;
  readonly copies: UseCase;
}

const AS_EXPECTED: Case = { useCase: "expected", copies: "expected" };

/** What it costs in one window after another, in one case of everything or of each cause. */
function coster({
  design,
  catalogue,
  terms,
  qosClass,
}: RangeRequest): (asked: UseCase | Case) => (window: Window) => string {
  return (asked) => {
    const both = typeof asked === "string" ? { useCase: asked, copies: asked } : asked;
    return windowCosts(design, catalogue, terms, { qosClass, ...both });
  };
}

/** Null where it makes no difference when something starts. */
function startsOf(
  { terms, window, startsWithin }: RangeRequest,
  costOf: (window: Window) => string,
  length: number,
): SlotRange | null {
  const { book, contract } = terms;
  const hasWindows = book.rules.some((rule) => "windows" in rule && rule.windows !== undefined);
  if (startsWithin === 0 || !hasWindows) return null;
  const start = fromInstant(window.start);
  const whole = { start, end: start + startsWithin + length };
  return slotRange({
    free: [whole],
    length,
    boundaries: priceBoundaries(book, contract, whole),
    priceOf: (slot) => costOf({ start: toInstant(slot.start), end: toInstant(slot.end) }),
  });
}

function endedAfter({ start }: Window, milliseconds: number): Window {
  return { start, end: toInstant(fromInstant(start) + milliseconds) };
}

function unlessSame(low: string, high: string): LowHigh | null {
  return low === high ? null : { low, high };
}
