import { expect, test } from "vitest";
import { findJsonError } from "./json-place.ts";
import { parseJson } from "./json-text.ts";

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

test.each([
  ["a long word that is never closed", `{"a": "${"x".repeat(100_000)}`],
  ["one that ends with its line", `{"a": "${"x".repeat(1000)}\n"}`],
  ["many signs after a backslash", `{"a": "${"\\q".repeat(1000)}\n"}`],
])("%s is found at once", (_, text) => {
  expect(findJsonError(text)).toBe(6);
  // Tried in every way that these signs can be divided, it would not end before the sun does.
  expect(parseJson(text)).toMatchObject({ ok: false, error: { code: "file-not-json" } });
});
