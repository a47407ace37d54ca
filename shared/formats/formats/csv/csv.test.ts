import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cellOf, textCell, textOfCell, valueOf } from "./cells.ts";
import { err } from "../../../base/result.ts";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import { emptyDesign, type Design } from "../../../design/design.ts";
import { exportDesign, importFile, recogniseFormat } from "../../index.ts";
import { lossLine } from "../../loss.ts";
import { sizeIn } from "./sizes.ts";
import { parseTable, printTable, type Row } from "./table.ts";

function csvRows(text: string): readonly Row[] {
  const table = parseTable(text);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  return table.value;
}

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
    [
      "sep=|\r\n# ours\r\n\r\na|b\r\n1|2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["", []],
  ])("%j", (text, rows) => {
    expect(csvRows(text).map(({ cells }) => cells)).toEqual(rows);
  });

  it("know the line on which each row begins", () => {
    expect(csvRows('a,b\n"x\ny",1\n\nc,d').map(({ line }) => line)).toEqual([1, 2, 5]);
    expect(csvRows("sep=;\n# x\na;b\n1;2").map(({ line }) => line)).toEqual([3, 4]);
  });

  it.each([
    ['a,"b', 1, '"b'],
    ['a,"b"c', 1, '"b"c'],
    ['a,b\n"x\ny",1\nd,"e\nf,g', 4, '"e'],
    ['"', 1, '"'],
  ])("%j is none: its quote is loose", (text, line, cell) => {
    expect(parseTable(text)).toEqual(err({ line, cell }));
  });

  test("what is printed is read again, whatever it is", () => {
    const cell = fc.string({ unit: "grapheme" });
    const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(rows, (table) => {
        const all = [["h1", "h2", "h3"], ...table];
        expect(csvRows(printTable(all)).map(({ cells }) => cells)).toEqual(all);
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

const catalogue = starterCatalogue();

function read(text: string): { readonly design: Design; readonly lines: readonly string[] } {
  const imported = importFile({ name: "table.csv", text }, catalogue);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return { design: imported.value.design, lines: imported.value.report.map(lossLine) };
}

function written(design: Design): string {
  const exported = exportDesign(design, "csv", catalogue);
  return exported.ok ? (exported.value.files[0]?.text ?? "") : "";
}

describe("other people's tables", () => {
  test.each(["name,type\nweb,server", "sep=;\r\nname;type\r\nweb;server", "Name|Type\nweb|server"])(
    "%j is one of nodes",
    (text) => {
      expect(Object.values(read(text).design.nodes)).toMatchObject([
        { name: "web", kind: "machine" },
      ]);
    },
  );

  test("lose nothing without a word", () => {
    const { lines } = read("name,type,owner\nweb,server,me,too\n,switch,me\n");
    expect(lines).toContain("dropped: cells beyond the last heading (at line 2)");
    expect(lines).toContain("dropped: row without a name (at line 3)");
    expect(lines).toContain("kept: column owner (at line 2)");
  });

  test.each(["name,type,kind\nweb,Dell R740,machine", "name,kind,type\nweb,machine,Dell R740"])(
    "%j has two words for the kind: the heading of that name says it, the other is kept",
    (text) => {
      const { design } = read(text);
      const web = { name: "web", kind: "machine", properties: { type: "Dell R740" } };
      expect(Object.values(design.nodes)).toMatchObject([web]);
      expect(Object.values(read(written(design)).design.nodes)).toMatchObject([web]);
    },
  );

  test("of several headings for one column the first is it", () => {
    const [node] = Object.values(read("name,role,device type\nsw,switch,server").design.nodes);
    expect(node).toMatchObject({ kind: "switch", properties: { "device type": "server" } });
  });

  test("keep what they say of links", () => {
    const { design, lines } = read("source,target,cable\na,b,cat6\n");
    expect(lines).toContain("kept: column cable (at line 2)");
    expect(Object.values(read(written(design)).design.links)).toMatchObject([
      { csv: { cable: "cat6" } },
    ]);
  });

  test("give machines their size", () => {
    const [node] = Object.values(
      read("name,os,CPU,RAM (GB),Disk\nweb,debian,4,8,100 GB").design.nodes,
    );
    expect(node?.properties).toMatchObject({ cores: 4, memoryMiB: 8192, diskGiB: 100 });
  });

  test.each([
    [["RAM", "16"], { memoryMiB: 16_384 }],
    [["Memory (MB)", 512], { memoryMiB: 512 }],
    [["memory", "2048"], { memoryMiB: 2048 }],
    [["vCPU", "2"], { cores: 2 }],
    [["Disk", "1.5 TB"], { diskGiB: 1536 }],
    [["Disk", -5], {}],
    [["CPU", "Xeon"], {}],
  ] as const)("%j is %j", (column, size) => {
    expect(sizeIn(new Map<string, unknown>([column]))).toEqual(size);
  });

  test("that have no word for nodes are told what they lack", () => {
    const refused = recogniseFormat("a,b,c\n1,2,3\n");
    const detail = refused.ok ? "" : refused.error.parameters?.["detail"];
    expect(detail).toMatch(/^It is a table with the columns a, b, c: one of nodes has “name”/);
  });
});

test("a design without nodes comes back", () => {
  expect(read(written(emptyDesign("Nothing"))).design.nodes).toEqual({});
});
