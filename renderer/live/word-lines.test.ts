import { expect, it } from "vitest";
import { wordLines } from "./word-lines.ts";

it("breaks between words and loses none", () => {
  const text = "The console of web has ended: the lab has taken its machines back.";
  expect(wordLines(text, 30)).toEqual([
    "The console of web has ended:",
    "the lab has taken its machines",
    "back.",
  ]);
  expect(wordLines(text, 200)).toEqual([text]);
  expect(wordLines("of aaaaaaaaaaaa it", 5)).toEqual(["of", "aaaaaaaaaaaa", "it"]);
});
