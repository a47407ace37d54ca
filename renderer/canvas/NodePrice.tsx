import type { ReactElement } from "react";
import { isBeingPriced, useAnalysis } from "../store/analysis.ts";
import { durationOf } from "../ui/durations.ts";
import { money } from "../ui/money.ts";

/** What the node costs for the chosen duration, in one line with its name. */
export function NodePrice({ nodeId }: { nodeId: string }): ReactElement | null {
  const price = useAnalysis((analysis) => analysis.prices.get(nodeId));
  const currency = useAnalysis((analysis) => analysis.rated?.currency);
  const duration = useAnalysis((analysis) => durationOf(analysis.hours));
  const isPending = useAnalysis(isBeingPriced);
  if (!isPending && (price === undefined || currency === undefined)) return null;
  return (
    <span
      style={{ marginLeft: "auto", whiteSpace: "nowrap" }}
      data-testid={`price-${nodeId}`}
      title={`For ${duration.title}, as chosen in the cost panel`}
    >
      {price === undefined || currency === undefined
        ? "…"
        : `${money(price, currency)} ${duration.short}`}
    </span>
  );
}
