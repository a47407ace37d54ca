import { Button, Divider, Group, Menu, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconChevronDown } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Booking, CalendarEntry } from "../../shared/protocol/reservation.ts";
import { areCopies, withoutCopy } from "../../shared/reservations/shared-name.ts";
import { say, sayFault } from "../commands/notify.ts";
import { ask, askToChange } from "../live/actions.ts";
import { useRole } from "../live/role.ts";
import { Form } from "../ui/Form.tsx";
import { TimeField } from "../ui/TimeField.tsx";
import { putChanged, select, useCalendar } from "./calendar-state.ts";
import { fromZoneInput, toZoneInput } from "./days.ts";
import { NumberField } from "./form-fields.tsx";
import { lengthWords } from "./lengths.ts";
import { canMove, moveTo } from "./moving.ts";
import { Decision } from "./Decision.tsx";
import { shownName, timeWords } from "./words.ts";

type Scope = "one" | "following" | "all";

const SCOPES: readonly { scope: Scope; label: string }[] = [
  { scope: "one", label: "Only this one" },
  { scope: "following", label: "This and all later ones" },
  { scope: "all", label: "The whole series" },
];

const COPIES: typeof SCOPES = [
  { scope: "one", label: "Only this copy" },
  { scope: "all", label: "All copies" },
];

interface ActionsProps {
  readonly entry: CalendarEntry;
  /** It is one of the asker's own. */
  readonly isOwn: boolean;
  /** What else was booked with it: other times, or other copies at the same time; null: nothing. */
  readonly series: "times" | "copies" | null;
  /** Its terms, as far as the asker may know them. */
  readonly booking: Booking | null;
}

/** Move, extend, finish and cancel; for lab admins: take it back. Below a line of its own, where there is anything. */
export function ReservationActions({ entry, isOwn, series, booking }: ActionsProps): ReactNode {
  const isAdmin = useRole("lab-admin");
  const zone = useCalendar((calendar) => calendar.zone);
  if (!canMove(entry) || !(isOwn || isAdmin)) return null;
  const isTask = booking?.session.type === "until-task";
  return (
    <Stack gap="md">
      <Divider />
      {isOwn && <Retime key={`${entry.window.start} ${entry.window.end} ${zone}`} entry={entry} />}
      {isOwn && (
        <Group gap="xs">
          {entry.state === "running" && (
            <Button variant="default" onClick={() => confirmFinish(entry)}>
              {isTask ? "The task is done" : "Finish now"}
            </Button>
          )}
          {endsWhenAway(booking) && (entry.state === "running" || entry.state === "booked") && (
            <Button variant="default" onClick={() => void sayHere(entry)}>
              I am here
            </Button>
          )}
          <Cancel entry={entry} series={series} />
        </Group>
      )}
      {isAdmin && (
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            As lab admin
          </Text>
          {entry.state === "asked" && entry.booking !== null ? (
            <Decision
              booking={entry.booking}
              name={shownName(withoutCopy(entry.name))}
              onDecided={putChanged}
            />
          ) : (
            <PullBack entry={entry} grace={booking?.margins.grace ?? null} />
          )}
        </Stack>
      )}
    </Stack>
  );
}

function endsWhenAway(booking: Booking | null): boolean {
  return booking !== null && (booking.noShowMinutes ?? booking.heartbeatMinutes) !== null;
}

async function sayHere({ reservation, name }: CalendarEntry): Promise<void> {
  const heard = await ask((client) => client.reservations.heartbeat({ id: reservation ?? "" }));
  if (heard.ok) say(`The lab knows that you are here for ${name}.`);
  else sayFault(heard.error);
}

/** Another time, typed instead of dragged. */
function Retime({ entry }: { readonly entry: CalendarEntry }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const shown = (at: string): string => toZoneInput(Date.parse(at), zone);
  const [start, setStart] = useState(() => shown(entry.window.start));
  const [end, setEnd] = useState(() => shown(entry.window.end));
  const [from, to] = [fromZoneInput(start, zone), fromZoneInput(end, zone)];
  const isBackwards = from !== null && to !== null && from >= to;
  const wrong = from === null || to === null || isBackwards;
  const move = (): void => {
    if (wrong) return;
    // Fields know no seconds: what was not typed over stays to the millisecond.
    const typed = (text: string, at: number, was: string): string =>
      text === shown(was) ? was : toInstant(at);
    void moveTo(entry, {
      start: typed(start, from, entry.window.start),
      end: typed(end, to, entry.window.end),
    });
  };
  return (
    <Form gap="xs" label="Another time" onSubmit={move}>
      <Group grow align="start">
        <TimeField
          label="From"
          kind="date-time"
          value={start}
          write={setStart}
          disabled={entry.state === "running"}
        />
        <TimeField
          label="To"
          kind="date-time"
          value={end}
          write={setEnd}
          error={isBackwards ? "After its start" : null}
        />
      </Group>
      <Group gap="xs">
        <Button type="submit" disabled={wrong}>
          Move
        </Button>
        <Button variant="default" onClick={() => extendByHour(entry)}>
          One hour more
        </Button>
      </Group>
    </Form>
  );
}

function extendByHour(entry: CalendarEntry): void {
  const { start, end } = entry.window;
  void moveTo(entry, { start, end: toInstant(Date.parse(end) + 3_600_000) });
}

function Cancel({ entry, series }: Pick<ActionsProps, "entry" | "series">): ReactNode {
  const title = entry.state === "queued" ? "Leave the queue" : "Cancel it";
  if (series === null)
    return (
      <Button color="var(--bad)" variant="outline" onClick={() => confirmCancel(entry, "one", "")}>
        {title}
      </Button>
    );
  return (
    <Menu>
      <Menu.Target>
        <Button
          color="var(--bad)"
          variant="outline"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(series === "copies" ? COPIES : SCOPES).map(({ scope, label }) => (
          <Menu.Item key={scope} onClick={() => confirmCancel(entry, scope, label)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function confirmCancel(entry: CalendarEntry, scope: Scope, which: string): void {
  modals.openConfirmModal({
    title: `Cancel ${(scope === "one" ? entry.name : wholeName(entry)) ?? "it"}?`,
    children: (
      <Text size="sm">
        {entry.state === "queued" && scope === "one"
          ? "It gives up its place in the queue."
          : `${scope === "one" ? "It is" : `${which}: each is`} given back and others can book the time. What runs is removed with everything on its disks.`}
      </Text>
    ),
    labels: { confirm: "Cancel the reservation", cancel: "Keep it" },
    confirmProps: { color: "red.9" },
    onConfirm: () => void cancel(entry, scope),
  });
}

/** What all its copies, or times, are called together. */
function wholeName({ name }: CalendarEntry): string | null {
  return withoutCopy(name === null ? null : shownName(name));
}

async function cancel(entry: CalendarEntry, scope: Scope): Promise<void> {
  const id = entry.reservation ?? "";
  const gone = await askToChange((client) => client.reservations.cancel({ id, scope }));
  if (!gone.ok) return sayFault(gone.error);
  putChanged(gone.value);
  select(null);
  const [count, what] = [gone.value.length, areCopies(gone.value) ? "copies" : "times"];
  say(
    count === 1
      ? `${entry.name} is cancelled.`
      : `${count} ${what} of ${wholeName(entry)} are cancelled.`,
  );
}

function confirmFinish(entry: CalendarEntry): void {
  modals.openConfirmModal({
    title: `Finish ${entry.name ?? "it"} now?`,
    children: <Text size="sm">Its machines are removed with everything on their disks.</Text>,
    labels: { confirm: "Finish", cancel: "Go on" },
    confirmProps: { color: "red.9" },
    onConfirm: () => void finish(entry),
  });
}

async function finish({ reservation, name }: CalendarEntry): Promise<void> {
  const over = await askToChange((client) => client.reservations.finish({ id: reservation ?? "" }));
  if (!over.ok) return sayFault(over.error);
  putChanged([over.value]);
  say(`${name} is over; its machines are being removed.`);
}

interface PullBackProps {
  readonly entry: CalendarEntry;
  /** How long after its end machines stay, in minutes; null: not the asker's to know. */
  readonly grace: number | null;
}

/** The lab takes its machines back, after some notice. */
function PullBack({ entry, grace }: PullBackProps): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const [minutes, setMinutes] = useState(30);
  const [note, setNote] = useState("");
  function confirmPullBack(): void {
    modals.openConfirmModal({
      title: `Take ${entry.name ?? "it"} back?`,
      children: <Text size="sm">{takenBackWords(entry, minutes, grace)}</Text>,
      labels: { confirm: "Take it back", cancel: "Leave it" },
      confirmProps: { color: "red.9" },
      onConfirm: () => void pullBack(),
    });
  }
  async function pullBack(): Promise<void> {
    const request = { id: entry.reservation ?? "", noticeMinutes: minutes, note };
    const back = await askToChange((client) => client.reservations.pullBack(request));
    if (!back.ok) return sayFault(back.error);
    putChanged([back.value]);
    const { state, window } = back.value;
    const end =
      state === "running" ? `; it ends at ${timeWords(Date.parse(window.end), zone)}` : "";
    say(`${entry.name} is taken back${end}.`);
  }
  return (
    <Form gap="xs" label="Take it back" onSubmit={confirmPullBack}>
      <Group grow align="start">
        <NumberField
          label="Notice in minutes"
          min={0}
          max={10_080}
          value={minutes}
          write={setMinutes}
        />
        <TextInput
          label="Why"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Group>
      <Group>
        <Button type="submit" color="var(--bad)" variant="outline">
          Take it back
        </Button>
      </Group>
    </Form>
  );
}

/** What becomes of it, and of who has it. */
function takenBackWords({ state }: CalendarEntry, notice: number, grace: number | null): string {
  if (state !== "running")
    return "It does not begin, and others can book the time. Its user is told.";
  const gone = "its machines are removed with everything on their disks. Its user is told.";
  if (notice === 0) return `It ends at once, consoles with it, and ${gone}`;
  const after = grace === null ? "after its grace" : `after ${lengthWords(grace)} of grace`;
  const cut = grace === 0 ? "consoles with it" : `${after} consoles are cut`;
  return `It ends in ${lengthWords(notice)}; ${cut}, and ${gone}`;
}
