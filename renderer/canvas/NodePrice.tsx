import type { ReactElement } from "react";
import { useShownEnvironment } from "../store/selectors.ts";
import { isStoodIn, STANDS_IN } from "../panels/cost/stand-ins.ts";
import { isBeingPriced, useAnalysis } from "../store/analysis.ts";
import { durationOf } from "../ui/durations.ts";
import { money } from "../ui/money.ts";
import { NodeCharge } from "./NodeCharge.tsx";

/** What the node costs for the chosen duration; of an environment, what it was charged. */
export function NodePrice({ nodeId }: { nodeId: string }): ReactElement | null {
  const isRunning = useShownEnvironment() !== null;
  return isRunning ? <NodeCharge nodeId={nodeId} /> : <ProjectedPrice nodeId={nodeId} />;
}

function ProjectedPrice({ nodeId }: { nodeId: string }): ReactElement | null {
  const price = useAnalysis((analysis) => analysis.prices.get(nodeId));
  const currency = useAnalysis((analysis) => analysis.rated?.currency);
  const duration = useAnalysis((analysis) => durationOf(analysis.hours));
  const isPending = useAnalysis(isBeingPriced);
  const isOther = useAnalysis(({ problems }) => isStoodIn(problems, nodeId));
  if (!isPending && (price === undefined || currency === undefined)) return null;
  return (
    <span
      style={{ marginLeft: "auto", whiteSpace: "nowrap" }}
      data-testid={`price-${nodeId}`}
      title={
        isOther
          ? STANDS_IN.title
          : `All that it costs for ${duration.title}, as chosen in the cost panel`
      }
    >
      {price === undefined || currency === undefined
        ? "…"
        : `${isOther ? STANDS_IN.mark : ""}${money(price, currency)} for ${duration.title}`}
    </span>
  );
}
