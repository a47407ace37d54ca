import { Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Design } from "../../shared/design/design.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { useAnalysis } from "../store/analysis.ts";
import { useReference } from "../store/reference.ts";
import { durationOf } from "../ui/durations.ts";
import { money } from "../ui/money.ts";

const HOUR_MS = 3_600_000;

/** What both would cost for the duration that is chosen in the cost panel, from this hour. */
export function PriceChange(props: {
  readonly before: Design;
  readonly after: Design;
}): ReactElement {
  const { before, after } = props;
  const hours = useAnalysis((analysis) => analysis.hours);
  const { catalogue, terms } = useReference();
  // The full hour: the amounts are those of the cost panel.
  const [start] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const [was, is] = useMemo(() => {
    const window = { start: toInstant(start), end: toInstant(start + hours * HOUR_MS) };
    return [before, after].map((design) => {
      const { totals } = quote({ design, catalogue, terms, window });
      return money(totals.gross, totals.currency);
    });
  }, [before, after, hours, catalogue, terms, start]);
  const { title } = durationOf(hours);
  return (
    <Text size="sm" mb={6}>
      {was === is ? `Price for ${title}: ${is}, the same` : `Price for ${title}: ${was} → ${is}`}
    </Text>
  );
}
