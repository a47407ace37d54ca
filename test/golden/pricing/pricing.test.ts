import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { starterCatalogue, starterTerms } from "../../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { readBook } from "../../../shared/pricing/engine/read.ts";
import { segmentSchema } from "../../../shared/pricing/engine/segments.ts";
import { quote, statement } from "../../../shared/pricing/quote.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import { windowSchema } from "../../../shared/schedule/window.ts";
import { invoiceText } from "../../support/invoice.ts";
import { valueOf } from "../../support/store-fixtures.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CASES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const catalogue = starterCatalogue();

/** `case.json`: an example design quoted by the starter price book, or usage stated by a book (or rate card) of its own. */
const caseSchema = z.union([
  z.object({ title: z.string(), example: z.string(), window: windowSchema }),
  z.object({
    title: z.string(),
    book: z.unknown(),
    now: z.iso.datetime(),
    segments: z.array(segmentSchema),
  }),
]);

function ratedOf(input: z.infer<typeof caseSchema>): Rated {
  if ("example" in input) {
    const design = exampleDesigns().find(({ id }) => id === input.example)!.design;
    return quote({ design, catalogue, terms: starterTerms(), window: input.window });
  }
  const book = valueOf(readBook(JSON.stringify(input.book)));
  return statement({ ...input, terms: { book, contract: defaultContract("acme", book) } });
}

describe("invoices", () => {
  test.each(CASES)("%s", async (name) => {
    const text = readFileSync(`${FOLDER}/${name}/case.json`, "utf8");
    const input = caseSchema.parse(JSON.parse(text));
    const invoice = invoiceText(input.title, ratedOf(input));
    await expect(invoice).toMatchFileSnapshot(`${FOLDER}/${name}/invoice.txt`);
  });
});
