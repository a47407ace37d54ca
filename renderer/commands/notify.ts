import { notifications, notificationsStore, type NotificationData } from "@mantine/notifications";
import type { Fault } from "../../shared/base/fault.ts";
import { faultWords } from "../ui/fault-words.ts";
import { withLocalTimes } from "../ui/told-times.ts";

/** So many stand one above the other. */
export const MOST_SAID = 4;

/** What is said last is seen: a pointer that rests on an older one keeps all of them there, and what waits for room, out. */
function show(said: NotificationData): void {
  const { notifications: shown } = notificationsStore.getState();
  const oldest = shown.length < MOST_SAID ? undefined : shown[0]?.id;
  if (oldest !== undefined) notifications.hide(oldest);
  notifications.show({ ...said, withBorder: true });
}

/** Says something in passing that needs no answer. */
export function say(message: string, title?: string): void {
  show({ message: withLocalTimes(message), ...(title !== undefined && { title }) });
}

/** Says how something has come on: in place of what was said of it before, where that still stands. */
export function sayOn(id: string, message: string, title: string): void {
  const said = { id, title, message: withLocalTimes(message), autoClose: LONG };
  const { notifications: shown } = notificationsStore.getState();
  if (shown.some((one) => one.id === id)) notifications.update(said);
  else show(said);
}

const LINES = { whiteSpace: "pre-line" } as const;

/** Long enough for several sentences. */
const LONG = 20_000;

/** Says which files were not opened and why: of several in one, since only so many stand above each other. */
export function sayNotOpened(faults: readonly Fault[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  if (others.length === 0) sayFault(first);
  else {
    const message = faults.map((fault) => {
      const { what, where, why } = faultWords(fault);
      const name = where?.split(/[/\\]/).at(-1);
      return [name === undefined ? `${what}.` : `${name}: ${what}.`, why].join(" ").trim();
    });
    const title = `${faults.length} files were not opened`;
    show({ color: "red", title, message: message.join("\n"), style: LINES, autoClose: LONG });
  }
}

/**
 * Shows an expected failure: what, where, why and the way out. It stays long enough to be read, and while
 * it is pointed at; left there for good, it would lie over dialogs.
 */
export function sayFault(fault: Fault): void {
  const { what, where, why, remedy } = faultWords(fault);
  show({
    color: "red",
    title: where === undefined ? what : `${what} (${where})`,
    message: [why, remedy].filter((text) => text !== undefined).join(" "),
    autoClose: LONG,
  });
}
