import { expect, it } from "vitest";
import type { Session } from "../../shared/schedule/session.ts";
import { bookingWords } from "./booking-words.ts";

const START = "2026-12-08T13:00:00.000Z";
const END = "2026-12-08T19:00:00.000Z";

function facts(session: Session, designs: string[], variant: number | null): readonly string[] {
  const booking = { session, designs, noShowMinutes: null, heartbeatMinutes: null };
  return bookingWords(booking, variant).flatMap(([word, text]) =>
    text === null ? [] : [`${word}: ${text}`],
  );
}

it("says whose turn it is, and who takes turns", () => {
  const within = { type: "from-to", start: START, end: END } as const;
  const session = { type: "turns", within, slotMinutes: 120 } as const;
  expect(facts(session, ["Small lab", "Search"], 1)).toEqual([
    "Design: Search",
    "Turns: Small lab, Search; 2 hours each",
  ]);
  expect(facts(session, ["Small lab"], 0)).toEqual(["Turns: Small lab; 2 hours each"]);
});

it("says on which days the office is open", () => {
  const hoursOn = (days: number[]): string | undefined =>
    facts(
      {
        type: "office-hours",
        start: START,
        end: END,
        zone: "Europe/Berlin",
        days,
        from: "08:00",
        to: "18:00",
        holidays: [],
      },
      ["Search", "Small lab"],
      null,
    )[0];
  expect(hoursOn([1, 2, 3, 4, 5])).toBe(
    "Hours: Search Mon–Fri 08:00–18:00 (Europe/Berlin), else Small lab",
  );
  expect(hoursOn([3, 1])).toContain("Mon, Wed 08:00");
  expect(hoursOn([0, 6])).toContain("Sat, Sun 08:00");
});
