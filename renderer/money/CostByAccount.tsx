import { Text } from "@mantine/core";
import { useCallback, useMemo, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { AmountsTable } from "./AmountsTable.tsx";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { stackOption } from "./charts/stack-option.ts";
import { stackByAccount } from "./cost-stack.ts";
import type { Names } from "./names.ts";

interface CostByAccountProps {
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly names: Names;
  /** Stands first among the tools. */
  readonly lead: ReactNode;
}

/** What each tenant's account comes to, stacked by what it is for; the dearest first. */
export function CostByAccount({ lines, currency, names, lead }: CostByAccountProps): ReactElement {
  const stack = useMemo(() => stackByAccount(lines, { currency, names }), [lines, currency, names]);
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
