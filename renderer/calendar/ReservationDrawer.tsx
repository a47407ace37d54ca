import { Badge, Button, Drawer, Group, Loader, Stack, Table, Text } from "@mantine/core";
import { useModals } from "@mantine/modals";
import { IconCalendarPlus, IconExternalLink } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Booking, CalendarEntry, Reservation } from "../../shared/protocol/reservation.ts";
import { areCopies } from "../../shared/reservations/shared-name.ts";
import { isLapsed } from "../../shared/reservations/times-there.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { openEnvironment } from "../live/open-environment.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { usePools } from "../live/state.ts";
import { bookAgain, useBook } from "./book.ts";
import { bookingWords } from "./booking-words.ts";
import { select, useCalendar } from "./calendar-state.ts";
import { useMoving } from "./moving.ts";
import { ReservationActions } from "./ReservationActions.tsx";
import { becameWordsIn, STATE_WORDS, windowWords } from "./words.ts";

const HOSTS = new Intl.Collator("en", { numeric: true });

/** One reservation in full, and what can be done with it. */
export function ReservationDrawer(): ReactNode {
  const selected = useCalendar((calendar) => calendar.selected);
  const entries = useCalendar((calendar) => calendar.entries);
  const queue = useCalendar((calendar) => calendar.queue);
  const isSelected = ({ reservation }: CalendarEntry): boolean =>
    reservation === selected && selected !== null;
  const entry = entries.find(isSelected) ?? queue?.find(isSelected);
  const isCovered = useIsCovered();
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={() => select(null)}
      closeOnEscape={!isCovered}
      position="right"
      size={500}
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
      title={entry?.name ?? "Reservation"}
    >
      {entry !== undefined && <Details key={selected} entry={entry} />}
    </Drawer>
  );
}

/** True while a dialog is open over the drawer: Escape closes that one alone. */
function useIsCovered(): boolean {
  const { modals } = useModals();
  const booking = useBook(({ opened }) => opened !== null);
  const refused = useMoving((moving) => moving.refused !== null);
  const isCovered = booking || refused || modals.length > 0;
  // The press that closes the dialog comes to the drawer after that.
  const [wasCovered, setWasCovered] = useState(isCovered);
  useEffect(() => {
    const later = setTimeout(() => setWasCovered(isCovered));
    return () => clearTimeout(later);
  }, [isCovered]);
  return isCovered || wasCovered;
}

interface Known {
  readonly booking: Booking;
  readonly reservations: readonly Reservation[];
}

function Details({ entry }: { readonly entry: CalendarEntry }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const [known, setKnown] = useState<Known | Fault | null>(null);
  const { booking, window, state } = entry;
  const became = becameWordsIn(entry, zone);
  useEffect(() => {
    if (booking === null) return undefined;
    let current = true;
    void ask((client) => client.reservations.get({ id: booking })).then((answer) => {
      if (current) setKnown(answer.ok ? answer.value : answer.error);
    });
    return () => {
      current = false;
    };
    // Asked anew when it has changed.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [booking, window.start, window.end, state]);
  const terms = known !== null && "booking" in known ? known.booking : null;
  const series = known !== null && "reservations" in known ? known.reservations : [];
  const own = series.find(({ id }) => id === entry.reservation);
  return (
    <Stack gap="sm">
      <Group>
        <Badge variant="light">{STATE_WORDS[state]}</Badge>
        {entry.preemptible && (
          <Badge variant="light" color="gray">
            Gives way
          </Badge>
        )}
      </Group>
      <Facts entry={entry} series={series} zone={zone} booking={terms} />
      {became !== "" && <Text size="sm">{became}</Text>}
      {known === null && booking !== null && <Loader size="xs" aria-label="Asking the lab" />}
      <Group gap="xs" grow>
        {own?.started === true && (
          <Button
            variant="default"
            leftSection={<IconExternalLink size={14} aria-hidden />}
            onClick={() => void openEnvironment(own.id)}
          >
            Open on the canvas
          </Button>
        )}
        {terms !== null && (
          <Button
            variant="default"
            leftSection={<IconCalendarPlus size={14} aria-hidden />}
            onClick={() => void bookAgain(terms)}
          >
            Book again…
          </Button>
        )}
      </Group>
      <ReservationActions
        entry={entry}
        isOwn={own !== undefined}
        series={series.length < 2 ? null : areCopies(series) ? "copies" : "times"}
        booking={terms}
      />
      {/* Another tenant's booking is not found: a lab admin then only sees what the calendar says. */}
      {known !== null && "code" in known && known.code !== "not-found" && (
        <FaultAlert fault={known} />
      )}
    </Stack>
  );
}

interface FactsProps {
  readonly entry: CalendarEntry;
  readonly booking: Booking | null;
  readonly series: readonly Reservation[];
  readonly zone: string;
}

function sizeWords(machines: number, cores: number): string {
  return `${machines}, with ${cores} cores`;
}

function Facts({ entry, series, zone, booking }: FactsProps): ReactNode {
  const pools = usePools();
  const personName = usePersonName();
  const calendarPool = useCalendar((calendar) => calendar.pool);
  const pool = pools.find(({ id }) => id === (series[0]?.pool ?? calendarPool));
  const hosts = pool?.resources.hosts;
  const nameOf = (id: string): string => hosts?.find((host) => host.id === id)?.name ?? id;
  const place = series.findIndex(({ id }) => id === entry.reservation);
  const whole = series[place]?.window;
  // What was over early is shown for as long as it was there.
  const bookedFor = whole?.end === entry.window.end ? undefined : whole;
  const isQueued = entry.state === "queued";
  const rows: readonly (readonly [string, string | null])[] = [
    ["When", windowWords(entry.window, zone)],
    // What waits for room holds nothing.
    ["Held", isLapsed(entry) || isQueued ? null : windowWords(entry.hold, zone)],
    ["Booked for", bookedFor === undefined ? null : windowWords(bookedFor, zone)],
    ["Time zone", zone],
    ["Who", entry.owner === null ? null : [personName(entry.owner), entry.tenant].join(", ")],
    ["Lab", pool?.name ?? null],
    ["Machines", entry.machines === null ? null : sizeWords(entry.machines, entry.cores ?? 0)],
    [
      "Hosts",
      entry.hosts.length === 0 || isLapsed(entry)
        ? null
        : entry.hosts.map(nameOf).toSorted(HOSTS.compare).join(", "),
    ],
    ["Priority", entry.priority === null ? null : String(entry.priority)],
    ...(booking === null ? [] : bookingWords(booking, series[place]?.variant ?? null)),
    [
      areCopies(series) ? "Copy" : "Series",
      series.length > 1 && place >= 0 ? `${place + 1} of ${series.length}` : null,
    ],
  ];
  return (
    <Table aria-label="Facts" verticalSpacing={3}>
      <Table.Tbody>
        {rows.map(
          ([label, value]) =>
            value !== null && (
              <Table.Tr key={label}>
                <Table.Th scope="row" w={110}>
                  {label}
                </Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ),
        )}
      </Table.Tbody>
    </Table>
  );
}
