import { expect, test } from "vitest";
import { STAMP } from "./stamp.ts";
import { newestOf } from "./volume-moves.ts";

interface Copy {
  readonly location: string;
  readonly config: Readonly<Record<string, string>>;
}

const copy = (location: string, moved?: string): Copy => ({
  location,
  config: moved === undefined ? {} : { [STAMP.moved]: moved },
});

test("the copy that was moved last is the newest, wherever it is", () => {
  const [first, second, third] = [copy("a"), copy("b", "1"), copy("a", "10")];
  expect(newestOf([first])).toBe(first);
  expect(newestOf([first, second])).toBe(second);
  expect(newestOf([second, third])).toBe(third);
});

test("one that was never moved is newer than what was cut off while it came", () => {
  const stays = copy("a");
  expect(newestOf([copy("b", "coming"), stays])).toBe(stays);
});

test("nothing is the newest where two may be, or none is whole", () => {
  expect(newestOf([copy("a"), copy("b")])).toBeNull();
  expect(newestOf([copy("b", "coming")])).toBeNull();
});
