import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../../shared/base/money.ts";
import type { MoneyDocument } from "../../../shared/exports/document.ts";
import { EXPORT_FORMATS } from "../../../shared/exports/index.ts";
import { documentOfStatement } from "../../../shared/exports/of-statement.ts";
import { contractSchema } from "../../../shared/pricing/engine/contract.ts";
import { textOfCell } from "../../../shared/formats/formats/csv/cells.ts";
import { csvRows } from "../../support/csv-rows.ts";
import { focusFaults, focusRows } from "../../support/focus-checker.ts";
import { inputsOf } from "../../support/rating-inputs.ts";
import { pdfText } from "../../support/pdf-text.ts";
import { courseParts, statementOf } from "../../support/statement.ts";

const { statement } = await statementOf(courseParts);
const course = documentOfStatement(statement);

const invoice = { id: "B-2026-0007", due: "2026-12-14T00:00:00.000Z", replaces: "" };
const bill: MoneyDocument = { ...course, sort: "Bill", status: "issued", projected: null, invoice };

/** Everything that a spreadsheet would run, that no font may have, and that breaks a table. */
const HOSTILE = [
  '=HYPERLINK("http://evil.example","pay")',
  "+49 221 1",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\t=1+1",
  'say "hi", twice;\r\nand more',
  "Ünïcödé Ωμέγα Żółć 漢字 🙂",
  "＝1",
];
const hostile: MoneyDocument = {
  ...course,
  title: HOSTILE[0]!,
  lines: HOSTILE.map((title, at) => ({
    ...course.lines[0]!,
    lineKey: `line ${at}`,
    category: "credit" as const,
    title,
    node: title,
    list: "-2.40",
    net: "-2.40",
    rounded: "-2.40",
  })),
};

const empty: MoneyDocument = { ...course, lines: [], months: [], projected: null, payments: [] };
const large = (length: number): MoneyDocument => ({
  ...course,
  projected: null,
  lines: Array.from({ length }, (_, at) => ({
    ...course.lines[1]!,
    lineKey: `line ${at}`,
    node: `node-${at}`,
  })),
});
const documents = { course, bill, hostile, empty } as const;
/** To lay a line out on a page takes many times as long as to write a row; so many fill pages after pages. */
const LAID_OUT = 2_500;

/** The amounts that a file has, read back from it as its reader would. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => readonly string[]>> = {
  pdf: (bytes) =>
    pdfText(bytes)
      .join("\n")
      .split("\nLines\n")
      .slice(1)
      .flatMap((lines) => [...lines.matchAll(/(-?[\d,.]+) EUR\n(?!of)/g)].map(([, one]) => one!)),
  csv: (bytes) => {
    const [heading, ...rows] = csvRows(strFromU8(bytes)).map(({ cells }) => cells);
    const [run, amount] = [heading!.indexOf("run"), heading!.indexOf("amount")];
    return rows.filter((cells) => cells[run] === "actual").map((cells) => cells[amount]!);
  },
  json: (bytes) =>
    (JSON.parse(strFromU8(bytes)) as MoneyDocument).lines.map(({ rounded }) => rounded),
  focus: (bytes) =>
    focusRows(strFromU8(unzipSync(bytes)["cost-and-usage.csv"]!))
      .filter((row) => row.get("ChargeCategory") !== "Tax")
      .map((row) => row.get("EffectiveCost")!),
};

const focus = EXPORT_FORMATS.find(({ id }) => id === "focus")!;
const filesOf = async (document: MoneyDocument) =>
  Object.fromEntries(
    Object.entries(unzipSync(await focus.write(document))).map(([file, bytes]) => [
      file,
      strFromU8(bytes),
    ]),
  );

describe.each(EXPORT_FORMATS)("export as $id", (format) => {
  const name = format.id;
  test.each(["course", "bill", "hostile", "empty"] as const)(
    "of %s gives the same bytes again, and every amount",
    async (which) => {
      const document = documents[which];
      const [one, two] = [await format.write(document), await format.write(document)];
      expect(Buffer.from(one).equals(two)).toBe(true);
      const amounts = READERS[name]!(one);
      const expected = document.lines.map(({ rounded }) => rounded);
      if (name === "pdf") expect(amounts).toEqual(expect.arrayContaining([...new Set(expected)]));
      else expect(amounts.toSorted()).toEqual(expected.toSorted());
    },
  );

  const length = name === "pdf" ? LAID_OUT : 10_000;
  test(`of ${length} lines has all of them`, async () => {
    const document = large(length);
    const amounts = READERS[name]!(await format.write(document));
    const sum = amounts.reduce((total, one) => total.plus(one), new Decimal(0));
    const wanted = new Decimal(document.lines[0]!.rounded).times(length);
    if (name === "pdf") expect(amounts.length).toBeGreaterThanOrEqual(length);
    else expect(sum.toFixed(2)).toBe(wanted.toFixed(2));
  });
});

describe("the table", () => {
  test("runs nothing in a spreadsheet, and loses nothing", async () => {
    const format = EXPORT_FORMATS.find(({ id }) => id === "csv")!;
    const [heading, ...rows] = csvRows(strFromU8(await format.write(hostile))).map(
      ({ cells }) => cells,
    );
    const titles = rows.slice(0, HOSTILE.length).map((cells) => cells[heading!.indexOf("title")]!);
    expect(titles.filter((title) => /^[=+\-@\t\r\n＝＋－＠]/.test(title))).toEqual([]);
    expect(titles.map(textOfCell)).toEqual(HOSTILE);
    expect(rows[0]![heading!.indexOf("amount")]).toBe("-2.40");
  });
});

describe("FOCUS 1.4", () => {
  test("files are as the specification wants them, and projection has the same columns", async () => {
    for (const document of [course, bill, hostile]) {
      const files = await filesOf(document);
      expect(focusFaults(files["cost-and-usage.csv"]!)).toEqual([]);
    }
    const files = await filesOf(course);
    expect(Object.keys(files)).toEqual([
      "cost-and-usage.csv",
      "projection.csv",
      "focus-metadata.json",
    ]);
    expect(focusFaults(files["projection.csv"]!)).toEqual([]);
    const [one, two] = [files["cost-and-usage.csv"]!, files["projection.csv"]!];
    expect(two.split("\r\n")[0]).toBe(one.split("\r\n")[0]);
  });

  test("of a bill adds up to it, taxes too, and has its lines as Invoice Detail", async () => {
    const files = await filesOf(bill);
    const costs = focusRows(files["cost-and-usage.csv"]!);
    const details = focusRows(files["invoice-detail.csv"]!);
    for (const rows of [costs, details]) {
      const sum = rows.reduce((total, row) => total.plus(row.get("BilledCost")!), new Decimal(0));
      expect(sum.toFixed(2)).toBe(bill.totals.gross);
    }
    expect(details[0]!.get("InvoiceId")).toBe("B-2026-0007");
    expect(details[0]!.get("PaymentTerms")).toBe("Net 39");
    expect(new Set(details.map((row) => row.get("InvoiceDetailId"))).size).toBe(details.length);
    expect(focusRows(files["billing-period.csv"]!)[0]!.get("BillingPeriodStatus")).toBe("Closed");
  });

  test("says what a contract binds to, and which lines count towards it", async () => {
    const bound = contractSchema.parse({
      ...courseParts.actual.contract,
      minimum: "50",
      end: "2027-11-01T00:00:00Z",
      collection: [
        { scheme: "instalment", kinds: ["base"], count: 12, total: "120" },
        { scheme: "prepaid", deposits: [{ at: "2026-11-01T00:00:00Z", amount: "500" }] },
      ],
    });
    const { book, segments } = courseParts.actual;
    const parts = { ...courseParts, actual: inputsOf(book, bound, segments) };
    const files = await filesOf(documentOfStatement((await statementOf(parts)).statement));
    const rows = focusRows(files["contract-commitment.csv"]!);
    expect(
      rows.map((row) => [
        row.get("ContractCommitmentId"),
        row.get("ContractCommitmentCost"),
        row.get("ContractCommitmentFulfillmentInterval"),
        row.get("ContractCommitmentPaymentModel"),
        row.get("ContractCommitmentDurationType"),
        row.get("ContractCommitmentLifecycleStatus"),
      ]),
    ).toEqual([
      ["contract/minimum", "50", "Monthly", "No Upfront", "12 Months", "Active"],
      ["contract/1", "120", "Full Period", "No Upfront", "12 Months", "Active"],
      ["contract/2/1", "500", "Full Period", "All Upfront", "12 Months", "Active"],
    ]);
    const mayBeNull = ["Description", "DiscountPercentage", "Quantity", "Unit"];
    const empty = rows.flatMap((row) => [...row].filter(([, value]) => value === ""));
    const unfit = empty.filter(
      ([name]) => !mayBeNull.some((end) => name === `ContractCommitment${end}`),
    );
    expect(unfit).toEqual([]);
    const costs = focusRows(files["cost-and-usage.csv"]!);
    expect(focusFaults(files["cost-and-usage.csv"]!)).toEqual([]);
    const appliedTo = (description: string): readonly string[] => {
      const row = costs.find((one) => one.get("ChargeDescription") === description);
      const { Elements } = JSON.parse(row!.get("ContractApplied")!) as {
        Elements: { ContractCommitmentId: string }[];
      };
      return Elements.map((one) => one.ContractCommitmentId);
    };
    expect(appliedTo("Platform")).toEqual(["contract/minimum", "contract/1"]);
    expect(appliedTo("Standard machine")).toEqual(["contract/minimum", "contract/2/1"]);
  });

  test("says to whom shared cost is allocated, and what is not", async () => {
    const [line] = course.lines;
    const shared = [
      { ...line!, lineKey: "a", account: "anna" },
      { ...line!, lineKey: "b", unused: true },
      { ...line!, lineKey: "c" },
    ];
    const files = await filesOf({ ...course, lines: shared, payments: [] });
    const rows = focusRows(files["cost-and-usage.csv"]!).slice(0, 3);
    expect(
      rows.map((row) => [row.get("AllocatedMethodId"), row.get("AllocatedResourceId")]),
    ).toEqual([
      ["metered-share", "anna"],
      ["metered-share", ""],
      ["", ""],
    ]);
  });

  test("says what each of those who share an environment pays of a line, and it adds up", async () => {
    const line = course.lines.find(({ category }) => category === "usage")!;
    const weights = { anna: "2", bela: "1" };
    const parties = Object.entries(weights).map(([party, weight]) => ({ party, weight }));
    const sharing = [{ environment: line.environment, from: line.start, parties }];
    const payers = { parties: [], sharing };
    const files = await filesOf({ ...course, lines: [line], payments: [], payers });
    const rows = focusRows(files["cost-and-usage.csv"]!).slice(0, 2);
    const of = (name: string) => rows.map((row) => row.get(name)!);
    expect(of("AllocatedMethodId")).toEqual(["agreed-share", "agreed-share"]);
    expect(of("AllocatedResourceId")).toEqual(["anna", "bela"]);
    const costs = of("BilledCost").map((cost) => new Decimal(cost));
    expect(costs[0]!.plus(costs[1]!).toFixed()).toBe(new Decimal(line.rounded).toFixed());
    expect(costs[0]!.dividedBy(costs[1]!).toFixed(6)).toBe("2.000000");
  });

  test("splits each tax among those who pay, by what they pay of all lines, and it adds up", async () => {
    const [one, two] = course.lines.filter(({ category }) => category === "usage");
    const lines = [
      { ...one!, lineKey: "a", rounded: "10.01" },
      { ...two!, lineKey: "b", environment: "other", rounded: "20.00" },
    ];
    const parties = ["anna", "bela", "cleo"].map((party) => ({ party, weight: "1" }));
    const sharing = [{ environment: one!.environment, from: one!.start, parties }];
    const payers = { parties: [], sharing, billedParty: "acme" };
    const totals = { ...course.totals, taxes: [{ id: "VAT", percent: "19", amount: "5.70" }] };
    const files = await filesOf({ ...bill, lines, totals, payments: [], payers });
    expect(focusFaults(files["cost-and-usage.csv"]!)).toEqual([]);
    const taxes = focusRows(files["cost-and-usage.csv"]!).filter(
      (row) => row.get("ChargeCategory") === "Tax",
    );
    const shares = taxes.map((row) => [
      row.get("AllocatedResourceId"),
      new Decimal(row.get("BilledCost")!).toFixed(6),
    ]);
    // 5.70 × 10.01 ÷ 30.01 ÷ 3, and 5.70 × 20 ÷ 30.01.
    expect(shares).toEqual([
      ["anna", "0.633755"],
      ["bela", "0.633755"],
      ["cleo", "0.633755"],
      ["acme", "3.798734"],
    ]);
    const sum = taxes.reduce((all, row) => all.plus(row.get("BilledCost")!), new Decimal(0));
    expect(sum.toFixed()).toBe("5.7");
    const details = focusRows(files["invoice-detail.csv"]!);
    const billed = details.map((row) => [row.get("InvoiceDetailId"), row.get("BilledCost")]);
    expect(billed).toEqual([
      ["a", "10.01"],
      ["b", "20.00"],
      ["tax/VAT", "5.7"],
    ]);
  });

  test("keeps what was used and what is paid apart where it is paid in instalments", async () => {
    const [line] = course.lines;
    const paid = [1, 2].map((month) => ({
      lineKeys: [line!.lineKey],
      scheme: "instalment" as const,
      at: Date.UTC(2026, 10 + month, 1),
      amount: "4.62",
      state: "due" as const,
      explain: "",
    }));
    const files = await filesOf({ ...course, lines: [line!], payments: paid });
    const rows = focusRows(files["cost-and-usage.csv"]!);
    expect(focusFaults(files["cost-and-usage.csv"]!)).toEqual([]);
    const money = rows.map((row) => [
      row.get("ChargeCategory"),
      row.get("BilledCost"),
      row.get("EffectiveCost"),
    ]);
    expect(money.slice(0, 3)).toEqual([
      ["Purchase", "0", line!.rounded],
      ["Purchase", "4.62", "0"],
      ["Purchase", "4.62", "0"],
    ]);
  });
});

test("a bill's page says all that a customer has to know", async () => {
  const pages = await EXPORT_FORMATS[0].write(bill);
  await expect(`${pdfText(pages).join(" ").replaceAll(/ +/g, " ")}\n`).toMatchFileSnapshot(
    "bill.txt",
  );
});

test("a statement's page says the same of what was promised and what came, and its sums agree", async () => {
  const pages = await EXPORT_FORMATS[0].write(course);
  await expect(`${pdfText(pages).join(" ").replaceAll(/ +/g, " ")}\n`).toMatchFileSnapshot(
    "statement.txt",
  );
});

test.each([
  { scheme: "periodic", cadence: "monthly", payWithinDays: 14 },
  { scheme: "instalment", count: 7, cadence: "monthly" },
  { scheme: "pay-per-use" },
])("what is paid comes to the total, taxes and all, in every file: $scheme", async (way) => {
  const { contract } = courseParts.actual;
  const collected = contractSchema.parse({ ...contract, collection: [way] });
  const made = await statementOf({
    ...courseParts,
    actual: { ...courseParts.actual, contract: collected },
  });
  const document = documentOfStatement(made.statement);
  const { net, gross } = document.totals;
  const sumOf = (amounts: readonly string[]): string =>
    amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2);
  expect(Number(gross)).toBeGreaterThan(Number(net));
  expect(sumOf(document.payments.map(({ amount }) => amount))).toBe(gross);
  expect(sumOf(document.payments.map((payment) => payment.net!))).toBe(net);
  const files = await filesOf(document);
  const actual = focusRows(files["cost-and-usage.csv"]!).map((row) => row.get("BilledCost")!);
  expect(sumOf(actual)).toBe(gross);
});
