import { expect, test } from "vitest";
import { icsOf } from "./ics.ts";

const shown = {
  id: "a1",
  name: "Course, day 1; \\ with Zoë\nand others",
  state: "booked",
  window: { start: "2026-03-30T07:00:00.000Z", end: "2026-03-30T09:00:00.000Z" },
  hold: { start: "2026-03-30T06:50:00.000Z", end: "2026-03-30T09:20:00.000Z" },
  pool: "Lab",
  reason: null,
  machines: 3,
  cores: 12,
  updatedAt: "2026-03-01T00:00:00.000Z",
} as const;

test("a calendar file that calendar programs read", () => {
  const text = icsOf("Acme", [shown], "2026-03-02T12:00:00.000Z");
  expect(text.replaceAll("\r\n", "\n")).toMatchInlineSnapshot(`
    "BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Labwright//Reservations//EN
    CALSCALE:GREGORIAN
    X-WR-CALNAME:Acme
    REFRESH-INTERVAL;VALUE=DURATION:PT15M
    BEGIN:VEVENT
    UID:a1@labwright
    DTSTAMP:20260302T120000Z
    LAST-MODIFIED:20260301T000000Z
    SEQUENCE:1772323200
    DTSTART:20260330T070000Z
    DTEND:20260330T090000Z
    SUMMARY:Course\\, day 1\\; \\\\ with Zoë\\nand others
    DESCRIPTION:3 machines\\, 12 cores\\, booked
    LOCATION:Lab
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR
    "
  `);
});

test("one machine is one", () => {
  expect(icsOf("Acme", [{ ...shown, machines: 1 }], shown.updatedAt)).toContain(
    "DESCRIPTION:1 machine\\, 12 cores",
  );
});

test("what nobody came for is as long as it was there, says so, and is struck out", () => {
  const reason = { code: "nobody-came", parameters: { minutes: 10 } };
  const gone = { state: "no-show", updatedAt: "2026-03-30T07:10:00.000Z", reason } as const;
  const text = icsOf("Acme", [{ ...shown, ...gone }], "2026-04-02T12:00:00.000Z");
  expect(text.replaceAll("\r\n ", "")).toMatch(
    /DTEND:20260330T071000Z\r\n.*\r\nDESCRIPTION:.+no-show\. Nobody used it for 10 minutes\.\r\n/,
  );
  expect(text).toContain("STATUS:CANCELLED");
});

test("long lines are folded at 75 bytes, never within a character, and unfold to the same", () => {
  const name = "Ünïcödé 日本語 🎉".repeat(20);
  const text = icsOf("Acme", [{ ...shown, name }], "2026-03-02T12:00:00.000Z");
  const lines = text.split("\r\n");
  expect(
    Math.max(...lines.map((line) => encodeURIComponent(line).replaceAll(/%../g, "x").length)),
  ).toBe(75);
  expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:${name}\r\n`);
  expect(text).not.toMatch(/[^\r]\n/);
});
