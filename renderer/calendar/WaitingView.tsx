import { Button, Group, ScrollArea, Stack, Table, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { CalendarEntry, Reservation } from "../../shared/protocol/reservation.ts";
import { sharedName } from "../../shared/reservations/shared-name.ts";
import { ask } from "../live/actions.ts";
import { AnswerFault } from "../lab/AnswerFault.tsx";
import { usePersonName } from "../lab/use-lab.ts";
import { useRole } from "../live/role.ts";
import { useLoading } from "../live/use-loading.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import { select, showInCalendar, shownPool, useCalendar } from "./calendar-state.ts";
import { Decision } from "./Decision.tsx";
import { LimitsDialog } from "./LimitsDialog.tsx";
import { shownName, windowWords } from "./words.ts";

/** What waits: for a lab admin's approval, and for room in the pool. */
export function WaitingView({ pool }: { readonly pool: Pool }): ReactNode {
  const isAdmin = useRole("lab-admin");
  const queue = useCalendar((calendar) => calendar.queue);
  /** null: not known, or nobody to ask. */
  const [asked, setAsked] = useState<readonly Reservation[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [limits, setLimits] = useState(false);
  const load = async (): Promise<void> => {
    const { id } = pool;
    const [queued, waiting] = await Promise.all([
      ask((client) => client.reservations.queue({ id })),
      isAdmin ? ask((client) => client.reservations.waiting()) : null,
    ]);
    // Another lab may have been chosen meanwhile.
    if (shownPool() !== id) return;
    setFault(queued.ok ? null : queued.error);
    useCalendar.setState({ queue: queued.ok ? queued.value : null });
    setAsked(waiting?.ok === true ? waiting.value : null);
  };
  useLoading(`${pool.id} ${isAdmin}`, () => void load());
  return (
    <ScrollArea h="100%">
      <Stack p="lg" gap="lg" maw={1100} mx="auto">
        {isAdmin && (
          <Stack gap="xs">
            <Group justify="space-between">
              <Title order={2} size="h4">
                Waiting for approval
              </Title>
              <Button size="xs" variant="default" onClick={() => setLimits(true)}>
                Limits…
              </Button>
              <LimitsDialog open={limits} onClose={() => setLimits(false)} />
            </Group>
            {asked !== null && <Approvals asked={asked} onDecided={() => void load()} />}
            {asked === null && fault !== null && <AnswerFault fault={fault} />}
          </Stack>
        )}
        <Stack gap="xs">
          <Title order={2} size="h4">
            Queue
          </Title>
          {queue !== null && <Queue queue={queue} />}
          {queue === null && fault !== null && <AnswerFault fault={fault} />}
        </Stack>
      </Stack>
    </ScrollArea>
  );
}

function Approvals(props: {
  readonly asked: readonly Reservation[];
  readonly onDecided: () => void;
}): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const personName = usePersonName();
  // A booking is approved as a whole.
  const bookings = Map.groupBy(props.asked, ({ booking }) => booking);
  if (bookings.size === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing waits. Bookings of more machines than “Limits…” allows without asking come here.
      </Text>
    );
  return (
    <Table verticalSpacing="xs" aria-label="Waiting for approval">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>First time</Table.Th>
          <Table.Th>Machines</Table.Th>
          <Table.Th>Decision</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...bookings].map(([id, all]) => {
          const [first] = all;
          const name = sharedName(all.map((one) => one.name));
          const times = [...Map.groupBy(all, ({ key }) => key).values()];
          return first === undefined ? null : (
            <Table.Tr key={id}>
              <Table.Td>
                <InCalendar reservation={first.id} of={first} pool={first.pool}>
                  {name}
                </InCalendar>
              </Table.Td>
              <Table.Td>
                {personName(first.owner)}, {first.tenant}
              </Table.Td>
              <Table.Td>
                {windowWords(first.window, zone)}
                {times.length > 1 && `, and ${times.length - 1} more`}
              </Table.Td>
              <Table.Td>{Math.max(...times.map(machinesOf))}</Table.Td>
              <Table.Td>
                <Decision booking={id} name={name} onDecided={props.onDecided} />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** All copies of a time together: that is what is asked about. */
function machinesOf(copies: readonly Reservation[]): number {
  return copies.reduce((sum, { machines }) => sum + machines, 0);
}

/** A way to where it stands in the calendar: there it is looked at, moved, or cancelled. */
function InCalendar(props: {
  readonly reservation: string;
  readonly of: Pick<Reservation, "window">;
  readonly pool: string;
  readonly children: string;
}): ReactNode {
  const { reservation, of, pool, children } = props;
  return (
    <LinkButton
      title="Show it in the calendar"
      onClick={() => showInCalendar(of, pool, reservation)}
    >
      {children}
    </LinkButton>
  );
}

function Queue({ queue }: { readonly queue: readonly CalendarEntry[] }): ReactNode {
  const personName = usePersonName();
  const zone = useCalendar((calendar) => calendar.zone);
  if (queue.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody waits for room. A booking that does not fit can queue: choose so when you book.
      </Text>
    );
  return (
    <Table verticalSpacing="xs" aria-label="Queue">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Place</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>Wanted</Table.Th>
          <Table.Th>Machines</Table.Th>
          <Table.Th>Priority</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queue.map((one, index) => (
          <Table.Tr key={one.reservation ?? `${index} ${one.window.start}`}>
            <Table.Td>{index + 1}</Table.Td>
            <Table.Td>
              {one.name === null || one.reservation === null ? (
                "Another tenant"
              ) : (
                <LinkButton
                  title="Show it: it can wait for another time, or leave the queue"
                  onClick={() => select(one.reservation)}
                >
                  {shownName(one.name)}
                </LinkButton>
              )}
            </Table.Td>
            <Table.Td>{one.owner !== null && `${personName(one.owner)}, ${one.tenant}`}</Table.Td>
            <Table.Td>{windowWords(one.window, zone)}</Table.Td>
            <Table.Td>{one.machines}</Table.Td>
            <Table.Td>{one.priority}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
