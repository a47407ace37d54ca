import { expect, test } from "vitest";
import { wideText } from "./wide-text.ts";

function wide(text: string, mark: readonly [number, number]): Uint8Array {
  const units = Array.from(text, (letter) => {
    const bytes = [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8];
    return mark[0] === 0xff ? bytes : bytes.toReversed();
  }).flat();
  return new Uint8Array([...mark, ...units]);
}

test("text in UTF-16 is read in both orders of its bytes", () => {
  for (const mark of [[0xff, 0xfe] as const, [0xfe, 0xff] as const])
    expect(wideText(wide("name;type\r\nBüro;server\r\n", mark))).toBe(
      "name;type\r\nBüro;server\r\n",
    );
});

test("what is none is left to others", () => {
  expect(wideText(new Uint8Array([0x6e, 0x61, 0x6d, 0x65]))).toBeNull();
  expect(wideText(new Uint8Array([0xff, 0xfe, 0]))).toBeNull();
  expect(wideText(new Uint8Array([0xff, 0xfe, 0, 0]))).toBeNull();
  expect(wideText(new Uint8Array([0xff, 0xfe, 0, 0xd8, 65, 0]))).toBeNull();
});
