import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { isLapsed } from "../../shared/reservations/times-there.ts";
import type { Window } from "../../shared/schedule/window.ts";
import styles from "./Calendar.module.css";
import { useCalendar } from "./calendar-state.ts";
import { movedWindow, useMoving } from "./moving.ts";
import { triedWords } from "./tried-words.ts";
import { isTold, useAskingWhileMoved, useTrying } from "./trying.ts";
import { faultWords } from "../ui/fault-words.ts";
import { windowWords } from "./words.ts";

/** Says where what is moved would go, and what the lab says of that; screen readers read it out. */
export function MovingBar(): ReactNode {
  const moving = useMoving((state) => state.moving);
  const told = useTrying((state) => state.told);
  const { entries, whole, zone } = useCalendar();
  const entry = entries.find(({ reservation }) => reservation === moving?.id);
  const window = moving === null || entry === undefined ? null : to(entry);
  useAskingWhileMoved(entry, window);
  const isShown = window !== null && entry !== undefined;
  return (
    <div
      className={styles["moving"]}
      role="status"
      data-shown={isShown || undefined}
      data-verdict={isTold(told) ? told.verdict : undefined}
    >
      {isShown && <Text size="sm">{wordsOf(entry, window)}</Text>}
    </div>
  );

  function to(one: CalendarEntry): Window {
    return moving === null ? one.window : movedWindow(one.window, moving, zone);
  }

  function wordsOf(one: CalendarEntry, wanted: Window): string {
    const verb = moving?.edge === "end" ? "Until" : "Move to";
    const when = `${verb} ${windowWords(wanted, zone)}`;
    if (moving?.asking === true) return `${when}: asking the lab…`;
    const answer = isWhereItWas(one, wanted) ? null : answerWords(one, wanted);
    return [when, answer, "Enter applies, Esc leaves it"].filter(Boolean).join(" · ");
  }

  function answerWords(one: CalendarEntry, wanted: Window): string | null {
    if (told === null) return "asking the lab…";
    if (isTold(told)) return triedWords(told, zone).replace(/\.$/, "");
    if (told.code !== "daemon-unreachable") return faultWords(told, zone).what;
    // Nobody can be asked: what is known here is told. Of a full lab that is only a part.
    const others = besides(entries, one, wanted);
    if (others > 0) return `${others} on its hosts then`;
    return whole ? "its hosts are free then" : null;
  }
}

function isWhereItWas({ window }: CalendarEntry, { start, end }: Window): boolean {
  return window.start === start && window.end === end;
}

/** How many others are on the same hosts at a time. They may have room beside them: that, the lab says. */
function besides(entries: readonly CalendarEntry[], one: CalendarEntry, to: Window): number {
  const hosts = new Set(one.hosts);
  const [start, end] = [Date.parse(to.start), Date.parse(to.end)];
  return entries.filter(
    (other) =>
      other.reservation !== one.reservation &&
      !isLapsed(other) &&
      Date.parse(other.hold.start) < end &&
      start < Date.parse(other.hold.end) &&
      other.hosts.some((host) => hosts.has(host)),
  ).length;
}
