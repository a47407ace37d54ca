import { beforeEach, expect, it } from "vitest";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { testEntry } from "../../shared/reservations/test-entry.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { daysFrom } from "./days.ts";
import { followCalendars, keepCalendars, keepSeen, useKeptCalendars } from "./keep-calendar.ts";
import { keptDays, keptRows, keptWords, MOST_KEPT, type KeptCalendar } from "./kept-calendar.ts";

const MONDAY = Date.parse("2026-11-23T00:00:00.000Z");
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(MONDAY + hours * HOUR).toISOString();

function entry(name: string, from: number, to: number, more: Partial<CalendarEntry> = {}) {
  const window = { start: at(from), end: at(to) };
  return testEntry(window, { reservation: name, name, owner: "ada", hosts: ["a"], ...more });
}
const other = { reservation: null, booking: null, name: null, tenant: null, owner: null };

const days = daysFrom("2026-11-23", 7, "UTC");
const kept: KeptCalendar = {
  pool: "lab",
  at: MONDAY,
  edges: Array.from({ length: 8 }, (_, day) => at(24 * day)),
  days: days.map((_, index) => ({ total: index === 0 ? 2 : 0, busy: [index] })),
  entries: [
    entry("Course", 9, 11),
    entry("x", 10, 12, { ...other, cores: null, hosts: [] }),
    entry("Late", 26, 27),
  ],
};

beforeEach(() => useKeptCalendars.setState({ kept: {} }));

it("a week and a month are shown as the lab told them", () => {
  const week = keptDays(kept, { view: "week", days });
  expect(week.entries.map(({ name }) => name)).toEqual(["Course", null, "Late"]);
  expect(week.days.get(MONDAY)).toEqual({ total: 2, busy: [0] });
  const tuesday = keptDays(kept, { view: "month", days: days.slice(1, 2) });
  expect(tuesday.entries.map(({ name }) => name)).toEqual(["Late"]);
  // In another zone its days are other ones: they are reckoned from what is kept.
  const berlin = keptDays(kept, { view: "week", days: daysFrom("2026-11-23", 7, "Europe/Berlin") });
  const first = berlin.days.get(MONDAY - HOUR);
  expect([first?.total, Math.max(...(first?.busy ?? []))]).toEqual([2, 4]);
});

it("a timeline has its rows by host and by person", () => {
  const wanted = { pool: "lab", start: MONDAY, end: MONDAY + 24 * HOUR, most: 30 };
  const hosts = [
    { id: "a", name: "Alpha" },
    { id: "b", name: "Beta" },
  ] as never;
  const byHost = keptRows(kept, { ...wanted, by: "host" }, hosts);
  const told = [...byHost.known.values()].map(({ title, total }) => [title, total]);
  expect(told).toEqual([
    ["Alpha", 1],
    ["Beta", 0],
  ]);
  expect(byHost.key).toBe(JSON.stringify({ ...wanted, by: "host" }));
  const byPerson = keptRows(kept, { ...wanted, by: "person" }, hosts);
  expect([...byPerson.known.values()].map(({ title }) => title)).toEqual(["ada", "Others"]);
});

it("says of when it is, and what it lacks", () => {
  const [start, end] = [MONDAY, MONDAY + 7 * 24 * HOUR];
  expect(keptWords(kept, { start, end })).toMatch(/^As last known, [^.]+\.$/);
  expect(keptWords(kept, { start: start - HOUR, end: end + HOUR })).toMatch(
    /Nothing is kept of before .+\. Nothing is kept of after .+\.$/,
  );
  const full = { ...kept, days: [{ total: MOST_KEPT + 1, busy: [] }] };
  expect(keptWords(full, { start, end })).toMatch(/Of full days the first 40 are kept\.$/);
});

it("what was looked at since takes the place of what was kept of those days", () => {
  useKeptCalendars.setState({ kept: { lab: kept } });
  const edges = [at(0), at(24)];
  const told = { edges, days: [{ total: 1, busy: [7] }], entries: [entry("Booked since", 13, 14)] };
  keepSeen("lab", told);
  keepSeen("other", told);
  keepSeen("lab", { ...told, edges: [at(-1), at(23)] });
  const { lab, ...others } = useKeptCalendars.getState().kept;
  expect(lab?.entries.map(({ name }) => name)).toEqual(["Late", "Booked since"]);
  expect(lab?.days[0]).toEqual({ total: 1, busy: [7] });
  expect([lab?.days.slice(1), lab?.at, others]).toEqual([kept.days.slice(1), kept.at, {}]);
});

it("is there again when the window is opened anew, and what was heard meanwhile is newer", async () => {
  const shelf = memoryShelf();
  await keepCalendars({ lab: kept }, shelf);
  useKeptCalendars.setState({ kept: {} });
  const stop = followCalendars(shelf);
  // What was asked of the shelf first is answered first.
  await shelf.get("calendar");
  await shelf.get("calendar");
  stop();
  expect(useKeptCalendars.getState().kept).toEqual({ lab: kept });
  const newer = { lab: { ...kept, at: MONDAY + HOUR } };
  useKeptCalendars.setState({ kept: newer });
  const again = followCalendars(shelf);
  await shelf.get("calendar");
  await shelf.get("calendar");
  again();
  expect(useKeptCalendars.getState().kept).toEqual(newer);
});
