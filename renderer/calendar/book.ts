import { create } from "zustand";
import { isEmptyDesign, type Design } from "../../shared/design/design.ts";
import type { Booking } from "../../shared/protocol/reservation.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { say, sayFault } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { maySend } from "../live/role.ts";
import { daemonNow } from "../live/running-charge.ts";
import { activeDocument, asItRuns, isOnlyShown, useDocuments } from "../store/documents.ts";
import { formAgain } from "./booking-again.ts";
import { newForm, withWindow, type BookingForm } from "./booking-form.ts";
import { ownZone } from "./days.ts";

/** What the dialog was opened with. */
export interface Opened {
  /** What can be booked together; the first is what the dialog was opened for. */
  readonly choices: readonly Design[];
  readonly form: BookingForm;
  readonly title: "Book" | "Book again";
  /** One for each opening of the dialog, so that pressing twice, or again after a lost answer, books once. */
  readonly idempotencyKey: string;
}

interface Book {
  /** null while the dialog is closed. */
  readonly opened: Opened | null;
}

export const useBook = create<Book>()(() => ({ opened: null }));

/** Opens the dialog for the shown tab: its design, or its environment's as that runs. */
export function openBookDialog(): void {
  const shown = activeDocument();
  if (shown === null || isOnlyShown(shown)) return;
  const design = asItRuns(shown);
  open([design], newForm(design.name, daemonNow(), ownZone()), "Book");
}

/** Opens the dialog for the same, at a time that was picked in a lab's calendar. */
export function bookTime(pool: string, window: Window): void {
  const shown = activeDocument();
  if (shown === null || !canBook())
    return say(
      "Open a design first; then pick the time for it here.",
      "Nothing is open to be booked",
    );
  const design = asItRuns(shown);
  const form = withWindow(newForm(design.name, daemonNow(), ownZone()), window);
  open([design], { ...form, pool }, "Book");
}

/** Opens the dialog with what was booked before, at times that are still ahead. */
export async function bookAgain({ id }: Pick<Booking, "id">): Promise<void> {
  const known = await ask((client) => client.reservations.get({ id }));
  if (!known.ok) return sayFault(known.error);
  const { booking, designs } = known.value;
  open(designs, formAgain(booking, daemonNow(), ownZone()), "Book again");
}

function open(designs: readonly Design[], form: BookingForm, title: Opened["title"]): void {
  const others = useDocuments.getState().documents.map(asItRuns);
  const choices = [...new Set([...designs, ...others])];
  useBook.setState({ opened: { choices, form, title, idempotencyKey: crypto.randomUUID() } });
}

export function closeBookDialog(): void {
  useBook.setState({ opened: null });
}

/** True while a design or an environment is shown that is whole and not empty. */
export function canBook(): boolean {
  const shown = activeDocument();
  return maySend() && shown !== null && !isOnlyShown(shown) && !isEmptyDesign(shown.design);
}
