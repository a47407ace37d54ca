import { expect, it } from "vitest";
import { bookingWords } from "./booking-words.ts";

const START = "2026-12-08T13:00:00.000Z";
const END = "2026-12-08T19:00:00.000Z";

function facts(designs: string[], variant: number | null): readonly string[] {
  const within = { type: "from-to", start: START, end: END } as const;
  const session = { type: "turns", within, slotMinutes: 120 } as const;
  const booking = { session, designs, noShowMinutes: null, heartbeatMinutes: null };
  return bookingWords(booking, variant).flatMap(([word, text]) =>
    text === null ? [] : [`${word}: ${text}`],
  );
}

it("says whose turn it is, and who takes turns", () => {
  expect(facts(["Small lab", "Search"], 1)).toEqual([
    "Design: Search",
    "Turns: Small lab, Search; 2 hours each",
  ]);
  expect(facts(["Small lab"], 0)).toEqual(["Turns: Small lab; 2 hours each"]);
});
