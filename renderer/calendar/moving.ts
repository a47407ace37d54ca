import { create } from "zustand";
import { toInstant } from "../../shared/base/clock.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { CalendarEntry, PlannedSlot } from "../../shared/protocol/reservation.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { say } from "../commands/notify.ts";
import { ask, askToChange } from "../live/actions.ts";
import { putChanged, useCalendar } from "./calendar-state.ts";
import { laterBy } from "./days.ts";
import { windowWords } from "./words.ts";

export const STEP_MINUTES = 15;

export interface By {
  readonly days: number;
  readonly minutes: number;
}

/** A reservation on its way to another time; the lab knows nothing of it yet. */
export interface Moving {
  readonly id: string;
  readonly edge: "whole" | "end";
  readonly by: By;
  /** The lab is being asked. */
  readonly asking: boolean;
}

interface MovingState {
  readonly moving: Moving | null;
  /** Why the last one could not go where it was put, and what could be done instead. */
  readonly refused: Refused | null;
}

export interface Refused {
  readonly entry: CalendarEntry;
  readonly wanted: Window;
  readonly fault: Fault;
  /** Who is in the way, where the lab can tell. */
  readonly slot: PlannedSlot | null;
  /** That is still being asked. */
  readonly explaining: boolean;
}

export const useMoving = create<MovingState>()(() => ({ moving: null, refused: null }));

/** True for what its owner can still move or, when it runs, make last longer. */
export function canMove({ reservation, state }: CalendarEntry): boolean {
  return reservation !== null && ["asked", "queued", "booked", "running"].includes(state);
}

/** Takes a reservation up; what runs keeps its start. */
export function takeUp(entry: CalendarEntry, edge: Moving["edge"]): void {
  const { reservation } = entry;
  if (reservation === null || !canMove(entry) || useMoving.getState().moving?.asking === true)
    return;
  const only = entry.state === "running" ? "end" : edge;
  const moving = { id: reservation, edge: only, by: { days: 0, minutes: 0 }, asking: false };
  useMoving.setState({ moving, refused: null });
}

/** Brings it so far from where it was. */
export function bring(by: By): void {
  useMoving.setState(({ moving }) =>
    moving === null || moving.asking ? {} : { moving: { ...moving, by } },
  );
}

/** One step further, as the arrow keys go. */
export function step({ days, minutes }: By): void {
  const by = useMoving.getState().moving?.by;
  if (by !== undefined) bring({ days: by.days + days, minutes: by.minutes + minutes });
}

/** Puts it back where it was. */
export function putBack(): void {
  if (useMoving.getState().moving?.asking !== true) useMoving.setState({ moving: null });
}

/** Where it would be. An end stays after its start. */
export function movedWindow(window: Window, { edge, by }: Moving, zone: string): Window {
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  if (edge === "end") {
    const least = start + STEP_MINUTES * 60_000;
    return { start: window.start, end: toInstant(Math.max(least, laterBy(end, by, zone))) };
  }
  const to = laterBy(start, by, zone);
  return { start: toInstant(to), end: toInstant(to + end - start) };
}

/** Asks the lab for the new time. What it refuses goes back, with the reason. */
export async function putDown(entry: CalendarEntry): Promise<void> {
  const { moving } = useMoving.getState();
  if (moving === null || moving.id !== entry.reservation || moving.asking) return;
  const { zone } = useCalendar.getState();
  const wanted = movedWindow(entry.window, moving, zone);
  if (wanted.start === entry.window.start && wanted.end === entry.window.end) return putBack();
  useMoving.setState({ moving: { ...moving, asking: true } });
  await moveTo(entry, wanted);
  useMoving.setState({ moving: null });
}

/** Moves or extends a reservation; true when the lab took it. */
export async function moveTo(entry: CalendarEntry, wanted: Window): Promise<boolean> {
  const id = entry.reservation ?? "";
  const { zone } = useCalendar.getState();
  const isLonger = wanted.start === entry.window.start && wanted.end > entry.window.end;
  // What waits holds nothing that could be held on.
  if (isLonger && entry.state !== "queued") {
    const extended = await askToChange((client) =>
      client.reservations.extend({ id, until: wanted.end }),
    );
    if (!extended.ok) return refuse(entry, wanted, extended.error);
    const { reservation, limited, why } = extended.value;
    putChanged([reservation]);
    const until = windowWords(reservation.window, zone);
    say(limited ? `It lasts as long as it can: ${until}. ${why ?? ""}` : `It now lasts ${until}.`);
    return true;
  }
  const moved = await askToChange((client) => client.reservations.move({ id, ...wanted }));
  if (!moved.ok) return refuse(entry, wanted, moved.error);
  putChanged([moved.value]);
  say(`Moved to ${windowWords(moved.value.window, zone)}.`);
  return true;
}

async function refuse(entry: CalendarEntry, wanted: Window, fault: Fault): Promise<false> {
  useMoving.setState({ refused: { entry, wanted, fault, slot: null, explaining: true } });
  const slot = await explain(entry, wanted);
  const { refused } = useMoving.getState();
  if (refused?.wanted === wanted)
    useMoving.setState({ refused: { ...refused, slot, explaining: false } });
  return false;
}

/** Who is in the way, and what else there is: as if it were booked anew. */
async function explain(entry: CalendarEntry, wanted: Window): Promise<PlannedSlot | null> {
  const { booking: id, reservation } = entry;
  if (id === null) return null;
  const known = await ask((client) => client.reservations.get({ id }));
  if (!known.ok) return null;
  const { booking, designs, reservations } = known.value;
  const own = reservations.find((one) => one.id === reservation);
  const design = designs[own?.variant ?? 0];
  if (design === undefined) return null;
  const { name, pool, margins, preemptible } = booking;
  const session = { type: "from-to" as const, ...wanted };
  const plan = await ask((client) =>
    client.reservations.plan({
      name,
      pool,
      designs: [design],
      session,
      margins,
      copies: 1,
      // Nobody gives way for what is moved.
      priority: 0,
      preemptible,
    }),
  );
  const slot = plan.ok ? plan.value.slots[0] : undefined;
  if (slot === undefined) return null;
  // It is not in its own way.
  const conflicts = slot.conflicts.map((conflict) => ({
    ...conflict,
    holders: conflict.holders.filter((holder) => holder.reservation !== reservation),
  }));
  return { ...slot, conflicts: conflicts.filter(({ holders }) => holders.length > 0) };
}

/** Forgets why something could not be moved. */
export function closeRefused(): void {
  useMoving.setState({ refused: null });
}
