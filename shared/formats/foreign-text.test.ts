import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { foreignText } from "./foreign-text.ts";
import { importFile } from "./index.ts";
import { lossLine } from "./loss.ts";

const TABLE = "name;kind\r\nB\u00FCro;server\r\n";
const NARROW = Uint8Array.from(TABLE, (letter) => letter.charCodeAt(0));

test("a table of Windows' older encoding is read, and that it was supposed is told", () => {
  const found = foreignText(NARROW);
  const encoding = found?.encoding ?? "";
  expect(found).toEqual({ text: TABLE, encoding: "Windows-1252" });
  const imported = importFile({ name: "a.csv", text: TABLE, encoding }, starterCatalogue());
  expect(imported.ok && imported.value.report.map(lossLine)).toContain(
    "approximated: text that is not UTF-8 → Read as Windows-1252",
  );
  const quoted = new Uint8Array([...NARROW, ...strToU8("x;"), 0x84, 0x61, 0x93, 13, 10]);
  expect(foreignText(quoted)?.text).toContain("x;„a“");
});

test("what is no lab, a design of ours, damaged or binary stays what it is", () => {
  const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(foreignText(bytesOf("some words of a caf\u00E9"))).toBeNull();
  expect(foreignText(bytesOf('{"format":"labwright-design","name":"\u00FC"}'))).toBeNull();
  expect(foreignText(new Uint8Array([...strToU8("name;kind\nBüro;server\n"), 0xff]))).toBeNull();
  expect(foreignText(new Uint8Array([...NARROW, 0]))).toBeNull();
});

test("archives and wide text are found as well", () => {
  const packed = zipSync({ "a.csv": strToU8(TABLE) });
  expect(foreignText(packed)?.text).toBe(TABLE);
  expect(foreignText(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toEqual({ text: "A" });
});
