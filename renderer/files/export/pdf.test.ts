import { expect, it } from "vitest";
import { hiddenWords, pdfOf } from "./pdf.ts";

const pixels = { width: 2, height: 1 };
const data = new Uint8Array([10, 37, 255, 0, 62, 13]);
const text = { text: "Größe ≥ 2 日本", x: 10, baseline: 20, size: 16, width: 100 };
const words = [hiddenWords([text], 48)];
const pdf = Buffer.from(pdfOf({ width: 96, height: 48, pixels, data, words }));
const latin = pdf.toString("latin1");

it("is a page of the picture's size that a reader finds its way through", () => {
  expect(latin).toMatch(/^%PDF-1\.7/);
  expect(latin).toContain("/MediaBox [0 0 72 36]");
  const start = Number(/startxref\n(\d+)/.exec(latin)?.[1]);
  expect(latin.slice(start, start + 4)).toBe("xref");
  const offsets = [...latin.matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(9);
  for (const [index, offset] of offsets.entries())
    expect(latin.slice(offset).startsWith(`${index + 1} 0 obj\n`)).toBe(true);
});

it("holds the picture as it was given", () => {
  const image = latin.indexOf("/Subtype /Image");
  const start = latin.indexOf("stream\n", image) + 7;
  const length = Number(/\/Length (\d+)/.exec(latin.slice(image))?.[1]);
  expect([...pdf.subarray(start, start + length)]).toEqual([...data]);
});

it("holds its words as Unicode, invisible, as wide as they are seen", () => {
  const [, hex = ""] = /<([\da-f]+)> Tj/.exec(latin) ?? [];
  const letters = hex.match(/.{4}/g) ?? [];
  expect(String.fromCharCode(...letters.map((code) => Number.parseInt(code, 16)))).toBe(text.text);
  expect(latin).toContain("3 Tr");
  const stretch = Number(/([\d.]+) Tz/.exec(latin)?.[1]);
  expect((stretch / 100) * (text.text.length * 8)).toBeCloseTo(100, 1);
  expect(latin.match(/beginbfrange/g)).toHaveLength(3);
});
