import { Text } from "@mantine/core";
import { useCallback, useMemo, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { groupLines } from "../../shared/pricing/review/group-lines.ts";
import { AmountsTable } from "./AmountsTable.tsx";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { stackOption } from "./charts/stack-option.ts";
import type { Names } from "./names.ts";

const CATEGORIES = {
  usage: "Usage",
  capacity: "Capacity",
  base: "Base fees",
  package: "Packages",
  purchase: "Purchases",
  minimum: "Minimums",
  cap: "Caps",
  credit: "Credits",
  unpriced: "No price",
} as const satisfies Readonly<Record<RatedLine["category"], string>>;

interface CostByAccountProps {
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly names: Names;
  /** Stands first among the tools. */
  readonly lead: ReactNode;
}

/** What each tenant's account comes to, stacked by what it is for; the dearest first. */
export function CostByAccount({ lines, currency, names, lead }: CostByAccountProps): ReactElement {
  const stack = useMemo(() => {
    const priced = lines.filter(isPriced);
    const accounts = groupLines(priced, "account", currency).toSorted(
      (a, b) => Number(b.amount) - Number(a.amount),
    );
    const used = new Set(priced.map(({ category }) => category));
    const parts = [...used].map((category) => {
      const own = priced.filter((line) => line.category === category);
      const sums = new Map(
        groupLines(own, "account", currency).map(({ key, amount }) => [key, amount]),
      );
      return {
        name: CATEGORIES[category],
        amounts: accounts.map(({ key }) => sums.get(key) ?? "0"),
      };
    });
    return { names: accounts.map(({ key }) => names.group("account", key)), parts, currency };
  }, [lines, currency, names]);
  const option = useCallback<MakeOption>((theme) => stackOption(stack, theme), [stack]);
  return (
    <Chart
      label="Cost by account"
      option={option}
      tools={
        <>
          {lead}
          <Text size="xs" c="dimmed">
            {stack.names.length} accounts
          </Text>
        </>
      }
      table={<AmountsTable label="Cost by account" first="Account" {...stack} />}
    />
  );
}
