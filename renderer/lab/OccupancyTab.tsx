import { Group, SegmentedControl, Table, Text, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { IconCalendarWeek } from "@tabler/icons-react";
import { useMemo, useRef, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";
import { daemonNow } from "../live/running-bill.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { localTime } from "../ui/local-time.ts";
import { heat, heatRows, type HeatRow, type HeatScale } from "./heat.ts";
import { HolderName } from "./HolderName.tsx";
import styles from "./Lab.module.css";
import week from "./Occupancy.module.css";
import { scopeOf, selectScope, useLab } from "./lab-state.ts";
import type { TabProps } from "./LabView.tsx";
import { useAnswer, usePersonName } from "./use-lab.ts";

const DAYS = 7;
const STEPS_PER_DAY = 8;
const DAY_MS = 24 * 3_600_000;
const ROW_HEIGHT = 28;
/** Of bookings further on, the calendar tells. */
const BOOKINGS_SHOWN = 100;

/** The week from today on: how much of each rack or host is taken when, and by whom. */
export function OccupancyTab({ pool }: TabProps): ReactElement {
  const [by, setBy] = useState<"rack" | "host">("rack");
  const [from] = useState(() => new Date(daemonNow()).setHours(0, 0, 0, 0));
  const scale: HeatScale = useMemo(
    () => ({ from, step: DAY_MS / STEPS_PER_DAY, steps: DAYS * STEPS_PER_DAY }),
    [from],
  );
  const window = { start: toInstant(from), end: toInstant(from + DAYS * DAY_MS) };
  const timeline = useAnswer(`week ${pool.id} ${from}`, () =>
    ask((client) => client.pools.timeline({ id: pool.id, ...window })),
  );
  const rows = useMemo(() => heatRows(pool, by), [pool, by]);
  const lines = useMemo(
    () => heat(timeline?.ok === true ? timeline.value : { held: [] }, rows, scale),
    [timeline, rows, scale],
  );
  if (rows.length === 0)
    return (
      <EmptyState icon={IconCalendarWeek} title="No hosts yet">
        Import an inventory, or add hosts in the table: what is taken of them is shown here.
      </EmptyState>
    );
  return (
    <div className={week["page"]}>
      <Group gap="md">
        <SegmentedControl
          size="xs"
          aria-label="Lines"
          value={by}
          onChange={(value) => setBy(value === "host" ? "host" : "rack")}
          data={[
            { value: "rack", label: "By rack" },
            { value: "host", label: "By host" },
          ]}
        />
        <Text size="xs" c="dimmed">
          Cores held in steps of {24 / STEPS_PER_DAY} hours; the darker, the more.
        </Text>
      </Group>
      {timeline?.ok === false && <FaultAlert fault={timeline.error} />}
      <Strips rows={rows} lines={lines} scale={scale} />
      <Bookings pool={pool} window={window} />
    </div>
  );
}

interface StripsProps {
  readonly rows: readonly HeatRow[];
  readonly lines: ReadonlyMap<string, readonly number[]>;
  readonly scale: HeatScale;
}

function Strips({ rows, lines, scale }: StripsProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const days = Array.from({ length: DAYS }, (_, day) => new Date(scale.from + day * DAY_MS));
  return (
    <div ref={scroller} className={week["strips"]} role="group" aria-label="Held this week">
      <div className={week["days"]} aria-hidden>
        <span />
        {days.map((day) => (
          <span key={day.getTime()}>
            {day.toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" })}
          </span>
        ))}
        <span />
      </div>
      <div style={{ position: "relative", height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Strip key={row.key} row={row} line={lines.get(row.key) ?? []} top={start} />
          );
        })}
      </div>
    </div>
  );
}

function Strip(props: {
  readonly row: HeatRow;
  readonly line: readonly number[];
  readonly top: number;
}): ReactElement {
  const { row, line, top } = props;
  const selected = useLab((lab) => lab.selected.has(row.key));
  const mean = line.reduce((sum, share) => sum + share, 0) / Math.max(1, line.length);
  const most = Math.max(0, ...line);
  const words = `${percent(mean)} held this week, ${percent(most)} at most`;
  return (
    <UnstyledButton
      className={week["strip"] ?? ""}
      aria-pressed={selected}
      title={words}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => selectScope(row.key === "rack/" ? null : scopeOf(row.key))}
    >
      <span className={week["title"]}>{row.title}</span>{" "}
      <svg viewBox={`0 0 ${line.length} 1`} preserveAspectRatio="none" aria-hidden>
        {line.map((share, step) =>
          share < 0.001 ? null : (
            // Steps of a line never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <rect key={step} x={step} width={1.02} height={1} opacity={0.15 + 0.85 * share} />
          ),
        )}
      </svg>
      <span className={week["share"]}>{percent(mean)}</span>
    </UnstyledButton>
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function Bookings(props: {
  readonly pool: TabProps["pool"];
  readonly window: { readonly start: string; readonly end: string };
}): ReactElement {
  const { pool, window } = props;
  const personName = usePersonName();
  const answer = useAnswer(`bookings ${pool.id} ${window.start}`, () =>
    ask((client) => client.reservations.calendar({ id: pool.id, ...window })),
  );
  const entries = (answer?.ok === true ? answer.value : []).toSorted((a, b) =>
    a.window.start < b.window.start ? -1 : 1,
  );
  return (
    <section aria-label="Who has what until when">
      <h2 className={styles["title"]}>Who has what until when</h2>
      {answer?.ok === false && <FaultAlert fault={answer.error} />}
      {answer?.ok === true && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody has booked anything this week.
        </Text>
      )}
      {entries.length > 0 && (
        <Table verticalSpacing={4} fz="sm" aria-label="Bookings of the week">
          <Table.Thead>
            <Table.Tr>
              {["Name", "Owner", "Tenant", "State", "From", "Until", "Machines", "Cores"].map(
                (title) => (
                  <Table.Th key={title}>{title}</Table.Th>
                ),
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.slice(0, BOOKINGS_SHOWN).map((entry, index) => (
              <Table.Tr key={entry.reservation ?? `other ${index}`}>
                <Table.Td>
                  <HolderName id={entry.reservation} name={entry.name} />
                </Table.Td>
                <Table.Td>{entry.owner === null ? "" : personName(entry.owner)}</Table.Td>
                <Table.Td>{entry.tenant}</Table.Td>
                <Table.Td tt="capitalize">{entry.state}</Table.Td>
                <Table.Td>{localTime(entry.window.start)}</Table.Td>
                <Table.Td>{localTime(entry.window.end)}</Table.Td>
                <Table.Td>{entry.machines}</Table.Td>
                <Table.Td>{entry.cores}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {entries.length > BOOKINGS_SHOWN && (
        <Text size="sm" c="dimmed">
          and {entries.length - BOOKINGS_SHOWN} more
        </Text>
      )}
    </section>
  );
}
