import { useMemo, type ReactElement, type ReactNode } from "react";
import { rate } from "../../shared/pricing/engine/rate.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { periodAt } from "../../shared/pricing/engine/calendar.ts";
import { ComparisonTable } from "./Comparison.tsx";
import type { Outlook } from "./comparison-rows.ts";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";
import { useAccepted } from "./use-accepted.ts";
import { useVariance } from "./use-variance.ts";

interface OutlookComparisonProps {
  /** Its id. */
  readonly environment: string;
  readonly projected: LazyInputs;
  readonly soFar: LazyInputs;
  /** So far, and as drawn from now to the end. */
  readonly outlook: LazyInputs;
  /** What its design projects at the least and at the most, where it says how much it may be used. */
  readonly uncertain: readonly { readonly title: string; readonly inputs: LazyInputs }[];
  /** Nothing more will come: what came so far is all. */
  readonly isOver: boolean;
  /** Milliseconds UTC. */
  readonly now: number;
  readonly currency: string;
  readonly names: Names;
  readonly lead: ReactNode;
}

/**
 * What was accepted when an environment was sent against what came; with no lab, what its design projects. While it
 * runs, against what it will come to at its end: what is still to come is no difference. What it came to so far, and
 * will by the end of the month, stands beside it.
 */
export function OutlookComparison(props: OutlookComparisonProps): ReactElement {
  const { environment, projected, soFar, outlook, uncertain, isOver } = props;
  const { now, currency, names, lead } = props;
  const outlooks = useMemo((): readonly Outlook[] => {
    const cases = uncertain.map(({ title, inputs }) => ({ title, lines: linesOf(inputs) }));
    if (isOver) return cases;
    const [used, all] = [linesOf(soFar), linesOf(outlook)];
    const month = monthAt(outlook, now);
    const thisMonth = all.filter(({ period }) => period === month);
    const columns = [{ title: "So far", lines: used }];
    return thisMonth.length === all.length
      ? [...columns, ...cases]
      : [...columns, ...cases, { title: `By the end of ${month}`, lines: thisMonth }];
  }, [soFar, outlook, uncertain, isOver, now]);
  const accepted = useAccepted({ environment, as: isOver ? "actual" : "outlook" }, now);
  const isLocal = accepted === "unknown";
  const local = useVariance(
    isLocal ? projected : nothing,
    isLocal ? (isOver ? soFar : outlook) : nothing,
  );
  return (
    <ComparisonTable
      found={isLocal ? local : accepted}
      actualTitle={isOver ? "Actual" : "Outlook"}
      hint={isLocal ? "Projected: the design as it is." : "Projected: what was accepted."}
      {...{ outlooks, currency, names, lead }}
    />
  );
}

function nothing(): null {
  return null;
}

function linesOf(inputs: LazyInputs): readonly RatedLine[] {
  const known = inputs();
  return known === null ? [] : rate(known.book, known.contract, known.segments, known.calendar);
}

/** The label of the month that it is. */
function monthAt(inputs: LazyInputs, now: number): string {
  const months = inputs()?.calendar.months ?? [];
  const inside = months.some(({ start, end }) => start <= now && now < end);
  return inside ? periodAt(months, now).label : "";
}
