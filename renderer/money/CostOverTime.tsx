import { Select } from "@mantine/core";
import { useCallback, useMemo, useState, type ReactElement, type ReactNode } from "react";
import { Decimal, decimalText } from "../../shared/base/money.ts";
import type { Span } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { groupKey, type GroupedBy } from "../../shared/pricing/review/group-lines.ts";
import { costOverTime, type Series } from "../../shared/pricing/review/over-time.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { timeSpans } from "../../shared/pricing/review/time-spans.ts";
import { AmountsTable } from "./AmountsTable.tsx";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { stackOption, type Part } from "./charts/stack-option.ts";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";
import { spanName } from "./span-name.ts";

/** So many parts have a colour of their own; the rest is one. */
const MOST_PARTS = 6;

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
  const stack = useMemo(() => {
    const known = inputs();
    if (known === null) return { names: [], parts: [], currency };
    const { calendar, contract } = known;
    const priced = lines.filter(isPriced);
    const { unit, spans } = timeSpans(calendar, wholeTime(priced));
    const keyOf = (line: RatedLine): string => groupKey(line, by);
    const series = costOverTime(priced, { spans, keyOf, readingsOf });
    const parts = fewParts(series, (key) => names.group(by, key));
    return {
      names: spans.map(({ start }) => spanName(start, unit, contract.billingZone)),
      parts,
      currency,
    };
  }, [lines, inputs, by, readingsOf, names, currency]);
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
        </>
      }
      table={<AmountsTable label="Cost over time" first="Time" {...stack} />}
    />
  );
}

function wholeTime(lines: readonly RatedLine[]): Span {
  const starts = lines.map(({ start }) => Date.parse(start));
  const ends = lines.map(({ end }) => Date.parse(end));
  return lines.length === 0
    ? { start: 0, end: 0 }
    : { start: Math.min(...starts), end: Math.max(...ends) };
}

/** The largest parts by their names, and all others as one. */
function fewParts(series: readonly Series[], nameOf: (key: string) => string): readonly Part[] {
  const named = (part: Series): Part => ({ name: nameOf(part.key), amounts: part.amounts });
  if (series.length <= MOST_PARTS + 1) return series.map(named);
  const rest = series.slice(MOST_PARTS);
  const amounts = (rest[0]?.amounts ?? []).map((_, at) =>
    decimalText(rest.reduce((sum, part) => sum.plus(part.amounts[at] ?? 0), new Decimal(0))),
  );
  const others = { name: `${rest.length} others`, amounts };
  return [...series.slice(0, MOST_PARTS).map(named), others];
}
