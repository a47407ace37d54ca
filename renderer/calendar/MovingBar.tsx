import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { movedWindow, useMoving } from "./moving.ts";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { windowWords } from "./words.ts";

/** Says where what is moved would go, and beside whom; screen readers read it out. */
export function MovingBar(): ReactNode {
  const moving = useMoving((state) => state.moving);
  const { entries, whole, zone } = useCalendar();
  const entry = entries.find(({ reservation }) => reservation === moving?.id);
  const isShown = moving !== null && entry !== undefined;
  return (
    <div className={styles["moving"]} role="status" data-shown={isShown || undefined}>
      {isShown && <Text size="sm">{wordsOf(entry, movedWindow(entry.window, moving, zone))}</Text>}
    </div>
  );

  function wordsOf(one: CalendarEntry, window: Window): string {
    const verb = moving?.edge === "end" ? "Until" : "Move to";
    const when = `${verb} ${windowWords(window, zone)}`;
    if (moving?.asking === true) return `${when}: asking the lab…`;
    const others = besides(entries, one, window);
    const beside = others === 0 ? "its hosts are free then" : `${others} on its hosts then`;
    // Of a full lab only a part is known here.
    return `${when}${whole || others > 0 ? ` · ${beside}` : ""} · Enter applies, Esc leaves it`;
  }
}

/** How many others are on the same hosts at a time. They may have room beside them: that, the lab says. */
function besides(entries: readonly CalendarEntry[], one: CalendarEntry, to: Window): number {
  const hosts = new Set(one.hosts);
  const [start, end] = [Date.parse(to.start), Date.parse(to.end)];
  return entries.filter(
    (other) =>
      other.reservation !== one.reservation &&
      Date.parse(other.hold.start) < end &&
      start < Date.parse(other.hold.end) &&
      other.hosts.some((host) => hosts.has(host)),
  ).length;
}
