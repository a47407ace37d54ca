import { Group, Popover, Select, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import type { Design } from "../../shared/design/design.ts";
import type { TotalRange } from "../../shared/pricing/review/total-range.ts";
import type { QosClass } from "../../shared/reservations/qos-class.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { DURATIONS } from "../ui/durations.ts";
import { localTime } from "../ui/local-time.ts";
import { money } from "../ui/money.ts";
import { useTotalRange } from "./use-total-range.ts";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Beside what is expected: the least and the most that it may cost, and why. */
export function RangeOfTotal(props: {
  readonly design: Design;
  readonly window: Window;
  readonly currency: string;
  /** Whether it may start at any time within a week. */
  readonly mayWait: boolean;
  /** What is promised, by which the price may differ. */
  readonly qosClass?: QosClass | undefined;
}): ReactElement | null {
  const { design, window, currency, mayWait, qosClass } = props;
  const length = Date.parse(window.end) - Date.parse(window.start);
  const [least, setLeast] = useState(Infinity);
  const [most, setMost] = useState(0);
  const uncertain = useMemo(
    () => ({
      startsWithin: mayWait ? WEEK : 0,
      lasts: { least: Math.min(least, length), most: Math.max(most, length) },
      qosClass,
    }),
    [mayWait, least, most, length, qosClass],
  );
  const range = useTotalRange(design, window, uncertain);
  if (range === null) return null;
  const words = `${money(range.low, currency)} to ${money(range.high, currency)}`;
  return (
    <Popover position="top-end" shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton data-testid="price-range" title="Why it may be less or more">
          <Text size="xs" c="dimmed" td="underline" style={{ whiteSpace: "nowrap" }}>
            {range.low === range.high ? "Low and high" : words}
          </Text>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Causes range={range} currency={currency} mayWait={mayWait} />
          <Group gap="xs" grow>
            <LengthSelect
              label="Runs at least"
              value={uncertain.lasts.least}
              lengths={DURATIONS.filter(({ hours }) => hours * HOUR < length)}
              expected={length}
              onChange={setLeast}
            />
            <LengthSelect
              label="Runs at most"
              value={uncertain.lasts.most}
              lengths={DURATIONS.filter(({ hours }) => hours * HOUR > length)}
              expected={length}
              onChange={setMost}
            />
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface LengthSelectProps {
  readonly label: string;
  /** In milliseconds, as what is expected. */
  readonly value: number;
  readonly lengths: readonly { readonly hours: number; readonly title: string }[];
  readonly expected: number;
  readonly onChange: (milliseconds: number) => void;
}

function LengthSelect(props: LengthSelectProps): ReactElement {
  const { label, value, lengths, expected, onChange } = props;
  const titles = lengths.map(({ hours, title }) => ({ value: `${hours * HOUR}`, label: title }));
  return (
    <Select
      size="xs"
      label={label}
      allowDeselect={false}
      value={String(value)}
      data={[{ value: String(expected), label: "As chosen" }, ...titles]}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => onChange(Number(chosen ?? expected))}
    />
  );
}

interface CausesProps {
  readonly range: TotalRange;
  readonly currency: string;
  readonly mayWait: boolean;
}

/** Each cause alone, and all of them together. */
function Causes({ range, currency, mayWait }: CausesProps): ReactElement {
  const { low, expected, high, byStart, byUse, byCopies, byDuration } = range;
  const start = byStart && {
    low: byStart.cheapest.price,
    high: byStart.dearest.price,
    hint: `Least from ${atTime(byStart.cheapest.start)}, most from ${atTime(byStart.dearest.start)}`,
  };
  const rows = [
    ...(mayWait ? [{ title: "When it starts, within 7 days", of: start, hint: start?.hint }] : []),
    { title: "How long it runs", of: byDuration },
    { title: "How much it is used", of: byUse },
    { title: "How many copies follow the load", of: byCopies },
    { title: "All together", of: { low, high } },
  ];
  const amount = (value: string | undefined): string =>
    value === undefined ? "no difference" : money(value, currency);
  return (
    <Table verticalSpacing={4} aria-label="Low, expected and high">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What may be otherwise</Table.Th>
          <Table.Th ta="right">Low</Table.Th>
          <Table.Th ta="right">Expected</Table.Th>
          <Table.Th ta="right">High</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ title, of, hint }) => (
          <Table.Tr key={title}>
            <Table.Td>
              <Text size="sm">{title}</Text>
              {hint !== undefined && (
                <Text size="xs" c="dimmed">
                  {hint}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="right">{amount(of?.low)}</Table.Td>
            <Table.Td ta="right">{money(expected, currency)}</Table.Td>
            <Table.Td ta="right">{amount(of?.high)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function atTime(milliseconds: number): string {
  return localTime(new Date(milliseconds).toISOString());
}
