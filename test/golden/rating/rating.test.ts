import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { invoiceLines } from "../../../electron/cli/show/invoice.ts";
import { readYaml } from "../../../shared/formats/yaml.ts";
import { bookFor } from "../../../shared/pricing/engine/book-for.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import { totalsOf } from "../../../shared/pricing/engine/invoice.ts";
import { rate } from "../../../shared/pricing/engine/rate.ts";
import { readBook, readContract, readSegments } from "../../../shared/pricing/engine/read.ts";
import { settingsSchema } from "../../../shared/pricing/engine/schema/settings.ts";
import { COLLECTION_SCHEMES } from "../../../shared/pricing/engine/schemes/index.ts";
import { paidFor } from "../../../shared/pricing/engine/schemes/paid.ts";
import { SHAPES } from "../../../shared/pricing/engine/shapes/index.ts";
import type { Result } from "../../../shared/base/result.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CASES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const part = z.record(z.string(), z.unknown());

/** `case.yaml` says in words how its numbers were worked out by hand, and what they are. */
const caseSchema = z.strictObject({
  title: z.string(),
  /** Where the example was published. */
  source: z.string().optional(),
  how: z.string(),
  /** What differs from the files, and the hand-computed amounts of the lines (in any order) and payments. */
  variants: z.array(
    z.strictObject({
      name: z.string(),
      book: part.optional(),
      contract: part.optional(),
      segments: z.array(part).optional(),
      lines: z.array(z.string()),
      gross: z.string(),
      payments: z.array(z.string()).optional(),
      parties: z.array(z.string()).optional(),
    }),
  ),
});
type Variant = z.infer<typeof caseSchema>["variants"][number];

function load(name: string, file: string): unknown {
  return good(readYaml(readFileSync(`${FOLDER}/${name}/${file}.yaml`, "utf8")));
}

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A book file with what a variant says instead; of settings only those that it names. */
function bookFile(name: string, variant: Variant): Record<string, unknown> {
  const file = part.parse(load(name, "book"));
  const own = part.parse(variant.book?.settings ?? {});
  return { ...file, ...variant.book, settings: { ...part.parse(file.settings ?? {}), ...own } };
}

function inputs(name: string, variant: Variant) {
  const read = good(readBook(JSON.stringify(bookFile(name, variant))));
  const terms = { ...part.parse(load(name, "contract")), ...variant.contract };
  const contract = good(readContract(JSON.stringify(terms)));
  const book = good(bookFor([read], contract));
  const used = variant.segments ?? load(name, "segments");
  return { book, contract, segments: good(readSegments(JSON.stringify(used), book)) };
}

function billOf(name: string, variant: Variant) {
  const { book, contract, segments } = inputs(name, variant);
  const calendar = calendarFor(book, contract, segments);
  const lines = rate(book, contract, segments, calendar);
  const totals = totalsOf(book, contract, lines);
  const payments = paidFor(contract, lines, totals, { book, calendar });
  return { book, contract, lines, payments, totals };
}

function sorted(amounts: readonly string[]): readonly string[] {
  return amounts.toSorted((a, b) => Number(a) - Number(b));
}

describe("invoices", () => {
  test.each(CASES)("%s", async (name) => {
    const { title, source, how, variants } = caseSchema.parse(load(name, "case"));
    const pages = variants.map((variant) => {
      const bill = billOf(name, variant);
      const priced = bill.lines.filter(({ category }) => category !== "unpriced");
      const amounts = { of: variant.name, lines: sorted(priced.map(({ rounded }) => rounded)) };
      expect(amounts).toEqual({ of: variant.name, lines: sorted(variant.lines) });
      expect({ of: variant.name, gross: bill.totals.gross }).toEqual({
        of: variant.name,
        gross: variant.gross,
      });
      const paid = bill.payments.map(({ net }) => net);
      if (variant.payments !== undefined) expect(paid).toEqual(variant.payments);
      const shares = bill.totals.parties.map(({ amount }) => amount);
      if (variant.parties !== undefined) expect(shares).toEqual(variant.parties);
      return `== ${variant.name}\n\n${invoiceLines(bill).join("\n")}\n`;
    });
    const head = [title, ...(source === undefined ? [] : [source]), "", how.trim(), ""].join("\n");
    await expect([head, ...pages].join("\n")).toMatchFileSnapshot(`${FOLDER}/${name}/invoice.txt`);
  });

  const files = CASES.flatMap((name) =>
    caseSchema.parse(load(name, "case")).variants.map((variant) => ({
      book: bookFile(name, variant),
      contract: { ...part.parse(load(name, "contract")), ...variant.contract },
    })),
  );

  test("show every shape and every way of paying", () => {
    const text = JSON.stringify(files);
    for (const shape of Object.keys(SHAPES)) expect(text).toContain(`"shape":"${shape}"`);
    for (const way of Object.keys(COLLECTION_SCHEMES)) expect(text).toContain(`"scheme":"${way}"`);
  });

  test.each(Object.keys(settingsSchema.shape))("show every value of %s", (name) => {
    const used = files.map(({ book }) => part.parse(settingsSchema.parse(book.settings))[name]);
    const seen = used.map((value) => (name === "quantum" ? part.parse(value).rule : value));
    for (const value of valuesOf(name)) expect(seen).toContain(value);
  });
});

/** All that a setting may be; none for taxes, which are free. */
function valuesOf(name: string): readonly unknown[] {
  const json = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" });
  const found = part.parse(part.parse(json.properties)[name]);
  const own = name === "quantum" ? part.parse(part.parse(found.properties).rule) : found;
  return z.array(z.unknown()).parse(own.enum ?? []);
}
