import { Text } from "@mantine/core";
import { useEffect, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Design } from "../../shared/design/design.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { useAnalysis } from "../store/analysis.ts";
import { useReference } from "../store/reference.ts";
import { createRangeAsker } from "../store/whole-prices/askers.ts";
import { durationOf } from "../ui/durations.ts";
import { money } from "../ui/money.ts";

const HOUR_MS = 3_600_000;

interface ChangeProps {
  readonly before: Design;
  readonly after: Design;
}

/** What both would cost for the duration that is chosen in the cost panel, from this hour. */
export function PriceChange({ before, after }: ChangeProps): ReactElement {
  const hours = useAnalysis((analysis) => analysis.hours);
  const currency = useReference(({ terms }) => terms.book.currency);
  const [was, is] = [usePrice(before, hours), usePrice(after, hours)];
  const { title } = durationOf(hours);
  if (was === null || is === null)
    return (
      <Text size="sm" mb={6}>
        Price for {title}: …
      </Text>
    );
  const [old, now] = [money(was, currency), money(is, currency)];
  return (
    <Text size="sm" mb={6}>
      {old === now ? `Price for ${title}: ${now}, the same` : `Price for ${title}: ${old} → ${now}`}
    </Text>
  );
}

/** Worked out by a worker, and by the page where there is none; null until it is known. */
function usePrice(design: Design, hours: number): string | null {
  const reference = useReference();
  // The full hour: the amounts are those of the cost panel.
  const [start] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const [known, setKnown] = useState<{ of: Design; hours: number; price: string } | null>(null);
  useEffect(() => {
    const asker = createRangeAsker();
    const window = { start: toInstant(start), end: toInstant(start + hours * HOUR_MS) };
    asker.ask({
      design,
      reference,
      window,
      hear: (heard) => {
        const price = heard?.expected ?? quote({ ...reference, design, window }).totals.gross;
        setKnown({ of: design, hours, price });
        asker.stop();
      },
    });
    return () => {
      asker.stop();
    };
  }, [design, reference, hours, start]);
  return known?.of === design && known.hours === hours ? known.price : null;
}
