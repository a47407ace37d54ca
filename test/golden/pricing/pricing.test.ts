import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { starterCatalogue, starterRateCard } from "../../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { quote, statement } from "../../../shared/pricing/bill.ts";
import { usageSegmentSchema, type Bill } from "../../../shared/pricing/charge.ts";
import { rateCardSchema } from "../../../shared/pricing/rate-card.ts";
import { SCHEMES } from "../../../shared/pricing/schemes/index.ts";
import { windowSchema } from "../../../shared/schedule/window.ts";
import { invoiceText } from "../../support/invoice.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CASES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const catalogue = starterCatalogue();

/** `case.json`: an example design quoted with the starter rate card, or usage stated with a card of its own. */
const caseSchema = z.union([
  z.object({ title: z.string(), example: z.string(), window: windowSchema }),
  z.object({
    title: z.string(),
    card: rateCardSchema,
    now: z.iso.datetime(),
    segments: z.array(usageSegmentSchema),
  }),
]);

function billOf(input: z.infer<typeof caseSchema>): Bill {
  if (!("example" in input)) return statement({ ...input, catalogue });
  const design = exampleDesigns().find(({ id }) => id === input.example)!.design;
  return quote({ design, catalogue, card: starterRateCard(), window: input.window });
}

describe("invoices", () => {
  test.each(CASES)("%s", async (name) => {
    const text = readFileSync(`${FOLDER}/${name}/case.json`, "utf8");
    const input = caseSchema.parse(JSON.parse(text));
    const invoice = invoiceText(input.title, billOf(input));
    await expect(invoice).toMatchFileSnapshot(`${FOLDER}/${name}/invoice.txt`);
  });

  test("show every billing scheme", () => {
    for (const { id } of SCHEMES) expect(CASES).toContain(id);
  });
});
