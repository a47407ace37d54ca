import { expect, test } from "vitest";
import type { StatusReport } from "../../../shared/billing/status-report.ts";
import { exportFormat } from "../../../shared/exports/index.ts";
import { documentOfStatement } from "../../../shared/exports/of-statement.ts";
import { statusPdf } from "../../../shared/exports/status-pdf.ts";
import { pdfText, seenLines } from "../../support/pdf-text.ts";
import { courseParts, statementOf } from "../../support/statement.ts";

const { statement } = await statementOf(courseParts);
const course = documentOfStatement(statement);

/** As it is read on the page: pieces of a word may stand in several strings. */
const read = (bytes: Uint8Array): string => pdfText(bytes).join("");

test("environments stand on it as people call them, where whoever exports it knows", async () => {
  const bare = { ...course, projected: null, payments: [] };
  const [plain, named] = await Promise.all(
    [bare, { ...bare, environments: { course: "Networks of Mondays" } }].map((document) =>
      exportFormat("pdf").write(document),
    ),
  );
  expect(read(plain!)).not.toContain("Networks of Mondays");
  expect(read(named!)).toContain("Networks of Mondays");
});

const NAMES = [
  "東京株式会社 テスト",
  "北京实验室、测试（一）",
  "臺灣繁體字",
  "서울 연구실",
  "Лаборатория Ёжик",
  "Εργαστήριο",
  "Łódź, Việt Nam",
];

test("letters of many scripts can be read back from the pages, and the same gives the same bytes", async () => {
  const party = { ...course.party, name: NAMES.join(" / ") };
  const document = { ...course, lines: [], party, projected: null, payments: [], notes: NAMES };
  const pdf = exportFormat("pdf");
  const [one, other] = [await pdf.write(document), await pdf.write(document)];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  const spaceless = (text: string): string => text.replaceAll(/\s/g, "");
  const seen = spaceless(read(one));
  // As a part of the head, and as a note.
  for (const name of NAMES) expect(seen.split(spaceless(name)), name).toHaveLength(3);
  expect(seen).not.toContain("\uFFFD");
  // Of a font only the letters that are used are in the file.
  expect(one.length).toBeLessThan(100_000);
});

test("letters that no font has are named instead of boxes, and the page says where they are", async () => {
  const names = ["ห้องทดลอง", "Lab 🚀 two", "\u200FLab\u202C", "ᏣᎳᎩ"];
  const document = { ...course, lines: [], projected: null, payments: [], notes: names };
  const text = read(await exportFormat("pdf").write(document)).replaceAll(/\s/g, "");
  for (const part of ["[Thai]", "Lab[picture]two", "[anotherscript]"]) expect(text).toContain(part);
  expect(text).toContain("nolettersfor:Thai,anotherscript,picture.");
  expect(read(await exportFormat("pdf").write(course))).not.toContain("no letters for");
});

test("what is read from right to left stands so, with numbers and Latin words in it, and is the same each time", async () => {
  const notes = ["מעבדה 12 (Lab) ראשונה", "see מעבדה ראשונה, 7", "رقم ١٢ مختار"];
  const long = Array.from({ length: 30 }, (_, at) => `מילה${at}`).join(" ");
  const party = { ...course.party, name: "מעבדה 3", details: [] };
  const lines = [{ ...course.lines[0]!, title: "שירות", period: "2026-11" }];
  const projected = { ...course.projected!, lines };
  const parts = { party, lines, projected, payments: [], notes: [...notes, long] };
  const document = { ...course, ...parts, issuer: "מכון" };
  const pdf = exportFormat("pdf");
  const [one, other] = [await pdf.write(document), await pdf.write(document)];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  const seen = seenLines(one);
  const backwards = (text: string): string => Array.from(text).toReversed().join("");
  // From left to right, as the eye has it.
  expect(seen).toContain(`${backwards("ראשונה")} (Lab) 12 ${backwards("מעבדה")}`);
  expect(seen).toContain(`see 7 ,${backwards("מעבדה ראשונה")}`);
  // The first words of a text stand at the right of its first line, the last at the left of its last.
  const words = seen.filter((line) => line.includes(backwards("מילה")));
  expect(words.length).toBeGreaterThan(1);
  expect(words[0]).toMatch(new RegExp(`0${backwards("מילה")}$`));
  expect(words.at(-1)).toMatch(new RegExp(`^29${backwards("מילה")}`));
  expect(seen).toContain(`${backwards("مختار")} ١٢ ${backwards("رقم")}`);
  // A name does not move what stands beside it.
  expect(seen).toContain(`Statement ${course.number}, ${backwards("מכון")}`);
  expect(seen).toContain(`${backwards("שירות")}, 2026-11`);
  expect(one.length).toBeLessThan(60_000);
});

const report: StatusReport = {
  tenant: "acme",
  at: "2026-11-22T10:00:00.000Z",
  period: { label: "2026-11", start: "2026-11-01T00:00:00.000Z", end: "2026-12-01T00:00:00.000Z" },
  currency: "EUR",
  machines: [
    {
      environment: "env-1",
      instance: "web.1",
      item: "vm-small",
      user: "user-1",
      since: "2026-11-20T08:00:00.000Z",
    },
  ],
  environments: [
    {
      key: "env-1",
      machines: 1,
      used: [{ meter: "instance", unit: "instance-hour", quantity: "50" }],
      fees: "3.50",
    },
  ],
  users: [{ key: "user-1", machines: 1, used: [], fees: "3.50" }],
  components: [],
  groups: [],
  applications: [],
  fees: "3.50",
  names: {},
};

test("a status report as pages says what runs, what was used and the fees, by name", async () => {
  const name = (id: string): string => ({ "env-1": "Course", "user-1": "Ada" })[id] ?? id;
  const [one, other] = [await statusPdf(report, "Lab", name), await statusPdf(report, "Lab", name)];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  const text = pdfText(one).join(" ");
  for (const part of ["Status of acme", "Course", "Ada", "web.1", "50 instance", "3.50"])
    expect(text.replaceAll(/\s+/g, " ")).toContain(part);
  expect(text).not.toContain("Applications");
  const nothing = { ...report, machines: [], environments: [], users: [] };
  expect(read(await statusPdf(nothing, "Lab"))).toContain("No machine runs.");
});
