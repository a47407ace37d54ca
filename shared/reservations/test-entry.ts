import type { CalendarEntry } from "../protocol/reservation.ts";
import type { Window } from "../schedule/window.ts";

/** For tests: Ann's booking of one machine of four cores, which is held for its time alone; what counts is given. */
export function testEntry(window: Window, more: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    reservation: `${window.start} ${window.end}`,
    booking: "b",
    name: "Lab",
    tenant: "acme",
    owner: "ann",
    state: "booked",
    window,
    hold: window,
    machines: 1,
    cores: 4,
    hosts: ["h1"],
    priority: 5,
    preemptible: false,
    ...more,
  };
}
