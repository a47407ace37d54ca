import { expect, it } from "vitest";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { testEntry } from "../../shared/reservations/test-entry.ts";
import { daysFrom } from "./days.ts";
import { lanesOf } from "./lanes.ts";
import { movedWindow } from "./moving.ts";
import { drawnOf, rowOf } from "./rows.ts";
import { weekOf } from "./week-layout.ts";

const UTC = "UTC";

function entry(start: string, end: string, more: Partial<CalendarEntry> = {}): CalendarEntry {
  const window = { start: `2026-11-${start}:00.000Z`, end: `2026-11-${end}:00.000Z` };
  return testEntry(window, { reservation: `${start} ${end}`, ...more });
}

it("puts what overlaps side by side, and what touches below each other", () => {
  const span = (start: number, end: number) => ({ start, end });
  const lanes = lanesOf([span(0, 2), span(1, 3), span(2, 4), span(4, 5)]);
  expect(lanes).toEqual([
    { lane: 0, lanes: 2 },
    { lane: 1, lanes: 2 },
    { lane: 0, lanes: 2 },
    { lane: 0, lanes: 1 },
  ]);
});

it("keeps what is there each morning in the same lane, whatever comes first in the answer", () => {
  const mornings = ["23", "24"].flatMap((day) => {
    const at = (name: string | null) =>
      entry(`${day}T09:00`, `${day}T11:00`, { reservation: `${day} ${name}`, name });
    const both = [at("Course"), at("Web site"), at(null)];
    return day === "23" ? both : both.toReversed();
  });
  const days = daysFrom("2026-11-23", 2, UTC);
  const { pieces } = weekOf(drawnOf(mornings), days, { zone: UTC, isOwn: () => true });
  expect(pieces.map(({ day, lane, drawn }) => [day, lane, drawn.entry.name])).toEqual(
    [0, 1].flatMap((day) => ["Course", "Web site", null].map((name, lane) => [day, lane, name])),
  );
});

it("draws a night on both of its days and lets only the last piece be pulled longer", () => {
  const days = daysFrom("2026-11-23", 7, UTC);
  const { pieces } = weekOf(drawnOf([entry("23T22:00", "24T06:00")]), days, {
    zone: UTC,
    isOwn: () => true,
  });
  expect(pieces.map(({ day, from, to, last }) => [day, from, to, last])).toEqual([
    [0, 22 * 60, 24 * 60, false],
    [1, 0, 6 * 60, true],
  ]);
});

it("puts side by side what clocks that go back show at the same time", () => {
  const early = { start: "2026-10-25T00:00:00.000Z", end: "2026-10-25T00:45:00.000Z" };
  const late = { start: "2026-10-25T01:00:00.000Z", end: "2026-10-25T01:45:00.000Z" };
  const entries = [early, late].map((window) =>
    entry("", "", { reservation: window.start, window, hold: window }),
  );
  const zone = "Europe/Berlin";
  const { pieces } = weekOf(drawnOf(entries), daysFrom("2026-10-25", 1, zone), {
    zone,
    isOwn: () => true,
  });
  expect(pieces.map(({ from, to, lane, lanes }) => [from, to, lane, lanes])).toEqual([
    [120, 165, 0, 2],
    [120, 165, 1, 2],
  ]);
});

it("shows only one's own where there are too many", () => {
  const others = Array.from({ length: 40 }, (_, index) =>
    entry("23T09:00", "23T11:00", { reservation: `o${index}`, tenant: "other" }),
  );
  const own = entry("23T10:00", "23T12:00");
  const week = weekOf(drawnOf([...others, own]), daysFrom("2026-11-23", 7, UTC), {
    zone: UTC,
    isOwn: ({ entry: one }) => one.tenant === "acme",
  });
  expect(week.pieces.map((piece) => piece.drawn.id)).toEqual([own.reservation]);
  expect(week.shown).toEqual([1, 0, 0, 0, 0, 0, 0]);
  // Whoever has nothing there, as a lab admin, sees some of the others'.
  const strange = weekOf(drawnOf(others), daysFrom("2026-11-23", 7, UTC), {
    zone: UTC,
    isOwn: () => false,
  });
  expect(strange.shown[0]).toBe(6);
});

it("names others' times alike whatever comes before them, and no two of one time the same", () => {
  const others = { reservation: null, name: null };
  const busy = [
    entry("23T09:00", "23T11:00", others),
    entry("23T09:00", "23T11:00", others),
    entry("23T12:00", "23T14:00", others),
  ];
  const names = (entries: readonly CalendarEntry[]) => drawnOf(entries).map(({ id }) => id);
  expect(new Set(names(busy)).size).toBe(3);
  expect(names([entry("23T07:00", "23T08:00", others), ...busy]).slice(1)).toEqual(names(busy));
});

it("lays a row's bars out in lanes and says how many it does not draw", () => {
  const entries = [entry("23T09:00", "23T11:00"), entry("23T10:00", "23T12:00")];
  const { items, lanes, hidden } = rowOf({ id: "h1", title: "h1", total: 9, entries });
  expect(items.map(({ lane }) => lane)).toEqual([0, 1]);
  expect([lanes, hidden]).toEqual([2, 7]);
});

it("keeps the length of what is moved, and an end after its start", () => {
  const { window } = entry("23T09:00", "23T11:00");
  const moving = { id: "x", edge: "whole", by: { days: 1, minutes: 30 }, asking: false } as const;
  expect(movedWindow(window, moving, UTC)).toEqual({
    start: "2026-11-24T09:30:00.000Z",
    end: "2026-11-24T11:30:00.000Z",
  });
  const shorter = { ...moving, edge: "end", by: { days: -3, minutes: 0 } } as const;
  expect(movedWindow(window, shorter, UTC).end).toBe("2026-11-23T09:15:00.000Z");
});
