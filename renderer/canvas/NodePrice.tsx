import type { ReactElement } from "react";
import { useAnalysis } from "../store/analysis.ts";
import { money } from "../ui/money.ts";

/** What the node costs for the chosen duration, in one line with its name. */
export function NodePrice({ nodeId }: { nodeId: string }): ReactElement | null {
  const price = useAnalysis((analysis) => analysis.prices.get(nodeId));
  const currency = useAnalysis((analysis) => analysis.bill?.currency);
  if (price === undefined || currency === undefined) return null;
  return (
    <span
      style={{ marginLeft: "auto" }}
      data-testid={`price-${nodeId}`}
      title="For the duration chosen in the cost panel"
    >
      {money(price, currency)}
    </span>
  );
}
