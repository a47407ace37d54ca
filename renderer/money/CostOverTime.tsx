import { Select } from "@mantine/core";
import { useCallback, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import type { GroupedBy } from "../../shared/pricing/review/group-lines.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { unitsFor, type TimeUnit } from "../../shared/pricing/review/time-spans.ts";
import { AmountsTable } from "./AmountsTable.tsx";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { stackOption } from "./charts/stack-option.ts";
import { stackOverTime, wholeTime } from "./cost-stack.ts";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";

const BY = [
  { value: "node", label: "By node" },
  { value: "component", label: "By component" },
  { value: "item", label: "By item" },
  { value: "environment", label: "By environment" },
] as const satisfies readonly { readonly value: GroupedBy; readonly label: string }[];

interface CostOverTimeProps {
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly inputs: LazyInputs;
  readonly names: Names;
  readonly readingsOf: (line: RatedLine) => readonly Reading[];
  /** Stands first among the tools. */
  readonly lead?: ReactNode;
}

/** When the money went, and for what: bars over hours, days or months, stacked by what it was for. */
export function CostOverTime(props: CostOverTimeProps): ReactElement {
  const { lines, currency, inputs, names, readingsOf } = props;
  const [by, setBy] = useState<GroupedBy>("node");
  const [unit, setUnit] = useState<TimeUnit>();
  const units = useMemo(() => unitsFor(wholeTime(lines.filter(isPriced))), [lines]);
  const stack = useMemo(() => {
    const known = inputs();
    if (known === null) return { names: [], parts: [], currency };
    return stackOverTime(lines, { inputs: known, by, unit, names, readingsOf, currency });
  }, [lines, inputs, by, unit, readingsOf, names, currency]);
  const option = useCallback<MakeOption>((theme) => stackOption(stack, theme), [stack]);
  return (
    <Chart
      label="Cost over time"
      option={option}
      tools={
        <>
          {props.lead}
          <Select
            size="xs"
            w={140}
            flex="none"
            aria-label="Stack by"
            allowDeselect={false}
            value={by}
            data={[...BY]}
            onChange={(value) => setBy(value as GroupedBy)}
          />
          <Select
            size="xs"
            w={120}
            flex="none"
            aria-label="A bar for each"
            allowDeselect={false}
            value={units.find((one) => one === unit) ?? ""}
            data={[{ value: "", label: "As fits" }, ...units.map(unitChoice)]}
            onChange={(value) => setUnit(units.find((one) => one === value))}
          />
        </>
      }
      table={<AmountsTable label="Cost over time" first="Time" {...stack} />}
    />
  );
}

function unitChoice(unit: TimeUnit): { readonly value: string; readonly label: string } {
  return { value: unit, label: `By ${unit}` };
}
