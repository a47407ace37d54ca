import { expect, it } from "vitest";
import { bookedWords } from "./booked-words.ts";

it("says what is booked and what only waits", () => {
  const words = (...states: Parameters<typeof bookedWords>[1]): string =>
    bookedWords("Course", states);
  expect(words("booked")).toBe("Course is booked.");
  expect(words("booked", "booked")).toBe("Course is booked 2 times.");
  expect(words("queued")).toBe("Course waits in the queue.");
  expect(words("asked", "asked")).toBe("Course waits for a lab admin’s approval, 2 times.");
  expect(words("booked", "queued", "queued")).toBe("Course: 1 booked, 2 in the queue.");
});
