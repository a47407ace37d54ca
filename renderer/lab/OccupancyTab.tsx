import { Button, Group, SegmentedControl, Table, Text } from "@mantine/core";
import { IconCalendarWeek } from "@tabler/icons-react";
import { memo, useMemo, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Steps } from "../../shared/pool/occupancy.ts";
import { showInCalendar } from "../calendar/calendar-state.ts";
import { STATE_WORDS } from "../calendar/words.ts";
import { ask } from "../live/actions.ts";
import { daemonNow } from "../live/running-charge.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { localTime } from "../ui/local-time.ts";
import { AnswerFault } from "./AnswerFault.tsx";
import { HolderName } from "./HolderName.tsx";
import styles from "./Lab.module.css";
import week from "./Occupancy.module.css";
import { DAY_MS, DAYS, OccupancyStrips, STEPS_PER_DAY } from "./OccupancyStrips.tsx";
import type { TabProps } from "./LabView.tsx";
import { useAnswer, usePersonName } from "./use-lab.ts";

/** Of bookings further on, the calendar tells. */
const BOOKINGS_SHOWN = 50;

/** The week from today on: how much of each rack or host is taken when, and by whom. */
export function OccupancyTab({ pool }: TabProps): ReactElement {
  const [by, setBy] = useState<"rack" | "host">("rack");
  const [from] = useState(() => new Date(daemonNow()).setHours(0, 0, 0, 0));
  const scale: Steps = useMemo(
    () => ({ from, step: DAY_MS / STEPS_PER_DAY, steps: DAYS * STEPS_PER_DAY }),
    [from],
  );
  if (pool.resources.hosts.length === 0)
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
          Cores held in steps of {24 / STEPS_PER_DAY} hours; the stronger the colour, the more.
        </Text>
        <Text size="xs" c="dimmed">
          <span className={week["outKey"]} aria-hidden /> Out of use: drained, in maintenance or in
          quarantine.
        </Text>
      </Group>
      <OccupancyStrips key={by} pool={pool} by={by} scale={scale} />
      <Bookings pool={pool} from={from} />
    </div>
  );
}

/** Memoised: the things of the lab, which change all the time, are nothing to it. */
const Bookings = memo(function Bookings(props: {
  readonly pool: TabProps["pool"];
  readonly from: number;
}): ReactElement {
  const { pool, from } = props;
  const window = { start: toInstant(from), end: toInstant(from + DAYS * DAY_MS) };
  const personName = usePersonName();
  const answer = useAnswer(`bookings ${pool.id} ${window.start}`, () =>
    ask((client) =>
      client.reservations.days({
        id: pool.id,
        days: [window.start, window.end],
        most: BOOKINGS_SHOWN,
      }),
    ),
  );
  const entries = answer?.ok === true ? answer.value.entries : [];
  const total = answer?.ok === true ? (answer.value.days[0]?.total ?? 0) : 0;
  return (
    <section className={week["bookings"]} aria-label="Who has what until when">
      <h2 className={styles["title"]}>Who has what until when</h2>
      {answer?.ok === false && <AnswerFault fault={answer.error} />}
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
            {entries.map((entry, index) => (
              <Table.Tr key={entry.reservation ?? `other ${index}`}>
                <Table.Td>
                  <HolderName
                    id={entry.reservation ?? entry.environment ?? null}
                    name={entry.name}
                    window={entry.window}
                  />
                </Table.Td>
                <Table.Td>{entry.owner === null ? "" : personName(entry.owner)}</Table.Td>
                <Table.Td>{entry.tenant}</Table.Td>
                <Table.Td>{STATE_WORDS[entry.state]}</Table.Td>
                <Table.Td>{localTime(entry.window.start)}</Table.Td>
                <Table.Td>{localTime(entry.window.end)}</Table.Td>
                <Table.Td>{entry.machines}</Table.Td>
                <Table.Td>{entry.cores}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {total > entries.length && (
        <Button size="xs" variant="default" mt="xs" onClick={() => showInCalendar(null, pool.id)}>
          + {total - entries.length} more, in the calendar
        </Button>
      )}
    </section>
  );
});
