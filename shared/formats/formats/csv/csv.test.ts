import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cellOf, textCell, textOfCell, valueOf } from "./cells.ts";
import { parseTable, printTable } from "./table.ts";

describe("tables", () => {
  it.each([
    [
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      '"a,1","b""2"\n"c\nd",',
      [
        ["a,1", 'b"2'],
        ["c\nd", ""],
      ],
    ],
    [
      "a;b,c;d\n1;2;3",
      [
        ["a", "b,c", "d"],
        ["1", "2", "3"],
      ],
    ],
    [
      "a\tb\n1\t2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "\uFEFFa,b\n\n\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["", []],
  ])("%j", (text, rows) => {
    expect(parseTable(text)?.map(({ cells }) => cells)).toEqual(rows);
  });

  it("know the line on which each row begins", () => {
    expect(parseTable('a,b\n"x\ny",1\n\nc,d')?.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it.each(['a,"b', 'a,"b"c', '"'])("%j is none", (text) => {
    expect(parseTable(text)).toBeNull();
  });

  test("what is printed is read again, whatever it is", () => {
    const cell = fc.string({ unit: "grapheme" });
    const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(rows, (table) => {
        const all = [["h1", "h2", "h3"], ...table];
        expect(parseTable(printTable(all))?.map(({ cells }) => cells)).toEqual(all);
      }),
    );
  });
});

describe("cells", () => {
  test("give back every value of a property, and every name", () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string());
    fc.assert(
      fc.property(value, fc.string(), (one, name) => {
        expect(valueOf(cellOf(one))).toEqual(JSON.parse(JSON.stringify(one)));
        expect(textOfCell(textCell(name))).toBe(name);
      }),
    );
  });

  it.each(["=1+1", "+1", "-x", "@x", "'=x"])("%s is no formula to a spreadsheet", (text) => {
    expect(cellOf(text)).toMatch(/^'/);
    expect(textCell(text)).toMatch(/^'|^-?\d/);
  });
});
