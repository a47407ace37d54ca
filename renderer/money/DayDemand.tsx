import { Group, Select, Text } from "@mantine/core";
import { useCallback, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { Span } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import { daysIn } from "../../shared/pricing/review/time-spans.ts";
import { Chart, type MakeOption } from "./charts/Chart.tsx";
import { demandOption } from "./charts/demand-option.ts";
import { demandOfDay } from "./demand-of-day.ts";
import { DemandTable } from "./DemandTable.tsx";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";
import { spanName } from "./span-name.ts";

interface DayDemandProps {
  readonly lines: readonly RatedLine[];
  readonly currency: string;
  readonly names: Names;
  readonly inputs: LazyInputs;
  readonly readingsOf: (line: RatedLine) => readonly Reading[];
  /** Stands first among the tools. */
  readonly lead?: ReactNode;
}

/** What two things needed in each hour of one day, side by side, and what that cost. */
export function DayDemand({ inputs, ...props }: DayDemandProps): ReactElement {
  const known = useMemo(() => inputs(), [inputs]);
  return known === null ? (
    <NoDemand lead={props.lead} />
  ) : (
    <KnownDemand {...props} inputs={known} />
  );
}

function NoDemand({ lead }: Pick<DayDemandProps, "lead">): ReactElement {
  return (
    <div>
      {lead}
      <Text size="sm" c="dimmed" p="md">
        Nothing was used yet. As soon as something runs, its demand over a day shows here.
      </Text>
    </div>
  );
}

interface KnownProps extends Omit<DayDemandProps, "inputs"> {
  readonly inputs: RatingInputs;
}

function KnownDemand(props: KnownProps): ReactElement {
  const { names, inputs } = props;
  const choices = useMemo(() => choicesOf(inputs), [inputs]);
  const [chosen, setChosen] = useState<Chosen>({
    first: null,
    second: null,
    meter: null,
    day: null,
  });
  const meter = among(choices.meters, chosen.meter) ?? choices.meters[0] ?? "";
  const nodes = choices.nodes.get(meter) ?? [];
  const first = among(nodes, chosen.first) ?? nodes[0] ?? "";
  const second = among(nodes, chosen.second) ?? nodes.find((node) => node !== first) ?? "";
  const days = choices.days;
  const day = days.find(({ start }) => String(start) === chosen.day) ?? days.at(-1);
  if (day === undefined) return <NoDemand lead={props.lead} />;
  const set = (change: Partial<Chosen>): void => setChosen({ ...chosen, ...change });
  const named = nodes.map((value) => ({ value, label: names.node(value) }));
  return (
    <DemandChart {...props} first={first} second={second} meter={meter} day={day}>
      <Group gap="xs" wrap="nowrap">
        {props.lead}
        <Choice
          label="First"
          value={first}
          data={named}
          onChange={(value) => set({ first: value })}
        />
        <Choice
          label="Second"
          value={second}
          data={named}
          onChange={(value) => set({ second: value })}
        />
        <Choice
          label="Meter"
          value={meter}
          data={choices.meters.map((value) => ({ value, label: value }))}
          onChange={(value) => set({ meter: value })}
        />
        <Choice
          label="Day"
          value={String(day.start)}
          data={days.map(({ start }) => ({
            value: String(start),
            label: spanName(start, "day", inputs.contract.billingZone),
          }))}
          onChange={(value) => set({ day: value })}
        />
      </Group>
    </DemandChart>
  );
}

interface DemandChartProps extends KnownProps {
  readonly first: string;
  readonly second: string;
  readonly meter: string;
  readonly day: Span;
  readonly children: ReactNode;
}

function DemandChart(props: DemandChartProps): ReactElement {
  const { lines, currency, names, inputs, readingsOf, first, second, meter, day, children } = props;
  const demand = useMemo(
    () =>
      demandOfDay(lines, {
        inputs,
        currency,
        names,
        readingsOf,
        nodes: [first, second],
        meter,
        day,
      }),
    [lines, currency, names, inputs, readingsOf, first, second, meter, day],
  );
  const option = useCallback<MakeOption>((theme) => demandOption(demand, theme), [demand]);
  return (
    <Chart
      label="Demand of a day"
      option={option}
      tools={children}
      table={<DemandTable {...demand} />}
    />
  );
}

interface Chosen {
  readonly first: string | null;
  readonly second: string | null;
  readonly meter: string | null;
  readonly day: string | null;
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly data: { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | null) => void;
}): ReactElement {
  const { label, ...rest } = props;
  return <Select size="xs" w={116} aria-label={label} allowDeselect={false} searchable {...rest} />;
}

function among(values: readonly string[], value: string | null): string | undefined {
  return values.find((one) => one === value);
}

/** The meters that were read, whose they are, and the days on which anything was. */
function choicesOf({ segments, calendar }: RatingInputs) {
  const used = segments.filter(({ node, meter }) => node !== "" && meter !== "presence");
  const byMeter = Map.groupBy(used, ({ meter }) => meter);
  const nodes = new Map(
    [...byMeter].map(([meter, own]) => [
      meter,
      [...new Set(own.map(({ node }) => node))].toSorted(),
    ]),
  );
  // The meter that most things have says most about them.
  const size = (meter: string): number => nodes.get(meter)?.length ?? 0;
  const meters = [...nodes.keys()].toSorted((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
  const days = daysIn(calendar, usedTime(used, calendar.end)).slice(-366);
  return { meters, nodes, days: used.length === 0 ? [] : days };
}

function usedTime(segments: readonly Segment[], now: number): Span {
  let [start, end] = [Infinity, -Infinity];
  for (const segment of segments) {
    start = Math.min(start, Date.parse(segment.start));
    end = Math.max(end, typeof segment.end === "string" ? Date.parse(segment.end) : now);
  }
  return { start, end };
}
