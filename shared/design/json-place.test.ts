import { expect, test } from "vitest";
import { findJsonError } from "./json-place.ts";

test.each([
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ["[1 2]", 3],
  ["[1,]", 3],
  ['{"a": "b}', 6],
  ["[tru]", 1],
  ["[01]", 2],
  ["{1: 2}", 1],
  ["[1]]", 3],
  ["[1}", 2],
  ['{"a": [1, {"b": nul}]}', 16],
  ["", 0],
])("%s fails at %i", (text, offset) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(findJsonError(text)).toBe(offset);
});

test.each(["[]", '{"a":[1,-2.5e3,"\\u00e9\\"",true,null,{}]}', ' "x" '])(
  "%s has no error up to its end",
  (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findJsonError(text)).toBe(text.length);
  },
);
