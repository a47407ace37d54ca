import { expect, it } from "vitest";
import type { ReservationState } from "../../shared/protocol/reservation.ts";
import { bookedWords } from "./booked-words.ts";

it("says what is booked and what only waits", () => {
  const words = (...states: ReservationState[]): string =>
    bookedWords(
      "Course",
      states.map((state, index) => ({ state, key: String(index) })),
    );
  expect(words("booked")).toBe("Course is booked.");
  expect(words("booked", "booked")).toBe("Course is booked 2 times.");
  expect(words("queued")).toBe("Course waits in the queue.");
  expect(words("asked", "asked")).toBe("Course waits for a lab admin’s approval, 2 times.");
  expect(words("booked", "queued", "queued")).toBe("Course: 1 booked, 2 in the queue.");
});

it("tells copies from times", () => {
  const words = (times: number, copies: number, state: ReservationState = "booked"): string =>
    bookedWords(
      "Course",
      Array.from({ length: times * copies }, (_, index) => ({ state, key: String(index % times) })),
    );
  expect(words(1, 4)).toBe("Course is booked in 4 copies.");
  expect(words(5, 4)).toBe("Course is booked 5 times in 4 copies.");
  expect(words(1, 2, "queued")).toBe("Course waits in the queue, in 2 copies.");
});
