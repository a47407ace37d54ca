import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design } from "../../../shared/design/design.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { localTime } from "../../ui/local-time.ts";
import { money } from "../../ui/money.ts";
import { usePriceRange } from "./use-price-range.ts";

/** Least and most that as long a time costs in the next days, by when it starts; nothing where it is all the same. */
export function PriceRange(props: {
  readonly design: Design;
  readonly window: Window;
  readonly currency: string;
}): ReactElement | null {
  const { design, window, currency } = props;
  const range = usePriceRange(design, window);
  if (range === null || range.cheapest.price === range.dearest.price) return null;
  const { cheapest: low, dearest: high } = range;
  const when = (start: number): string => localTime(new Date(start).toISOString());
  return (
    <Text
      size="xs"
      c="dimmed"
      data-testid="price-range"
      title={`Least when it starts ${when(low.start)}, most when it starts ${when(high.start)}, within 7 days`}
    >
      {money(low.price, currency)} to {money(high.price, currency)} by start
    </Text>
  );
}
