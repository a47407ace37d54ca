import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ok, type Result } from "../../../shared/base/result.ts";
import { readYaml } from "../../../shared/formats/yaml.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import { totalsOf } from "../../../shared/pricing/engine/invoice.ts";
import { rate } from "../../../shared/pricing/engine/rate.ts";
import { readBook, readContract, readSegments } from "../../../shared/pricing/engine/read.ts";
import { settingsSchema } from "../../../shared/pricing/engine/schema/settings.ts";
import { SHAPES } from "../../../shared/pricing/engine/shapes/index.ts";

// What shared/pricing/README.md tells those who write files with only that at hand is true.

const README = readFileSync(new URL("../../../shared/pricing/README.md", import.meta.url), "utf8");

/** What stands below a heading. */
function section(heading: string): string {
  const found = README.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`the README has no section ${heading}`);
  return found;
}

/** The fenced blocks of a section. */
function blocks(heading: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...section(heading).matchAll(fence)].map(([, text = ""]) => text);
}

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What three files come to, given as text. */
function rated(files: { readonly book: string; readonly contract: string; readonly used: string }) {
  const book = good(readBook(files.book));
  const contract = good(readContract(files.contract));
  const segments = good(readSegments(files.used, book));
  const lines = rate(book, contract, segments, calendarFor(book, contract, segments));
  return { lines, totals: totalsOf(book, contract, lines) };
}

test("the whole example comes to what stands there", () => {
  const [book = "", contract = "", used = ""] = blocks("A whole example", "yaml");
  const [said = ""] = blocks("A whole example", "json");
  expect(rated({ book, contract, used })).toMatchObject(
    z.record(z.string(), z.unknown()).parse(JSON.parse(said)),
  );
});

const BOOK = "{ id: lab, currency: EUR, rules: [] }";

test("every file reads as it stands there", () => {
  const [book = "", rules = ""] = blocks("Price book", "yaml");
  expect(readBook(book)).toMatchObject({ ok: true });
  const part = z.record(z.string(), z.unknown()).parse(good(readYaml(rules)));
  expect(readBook(JSON.stringify({ id: "lab", currency: "EUR", ...part }))).toMatchObject({
    ok: true,
  });
  const [contract = ""] = blocks("Contract", "yaml");
  expect(readContract(contract)).toMatchObject({ ok: true });
  const [segments = ""] = blocks("Segments", "yaml");
  expect(readSegments(segments, good(readBook(book)))).toEqual(ok(expect.anything()));
});

describe("shapes", () => {
  const rows = [
    ...README.matchAll(/^\| `([a-z-]+)` +\|.*\| `(\{ shape: .*\})` +\| ([\d.]+) +\|$/gm),
  ];

  test("are all there", () => {
    expect(rows.map(([, shape]) => shape)).toEqual(Object.keys(SHAPES));
  });

  test.each(rows.map(([, shape, pricing, amount]) => ({ shape, pricing, amount })))(
    "$shape of 25 comes to $amount",
    ({ pricing, amount }) => {
      const rule = `{ id: r, kind: usage, meter: instance, aggregation: sum, pricing: ${pricing} }`;
      const { totals } = rated({
        book: BOOK.replace("[]", `[${rule}]`),
        contract: "{ account: acme, start: 2026-01-01T00:00Z }",
        used: "[{ meter: instance, level: 25, start: 2026-01-05T00:00Z, end: 2026-01-05T01:00Z }]",
      });
      expect(totals.gross).toBe(amount);
    },
  );
});

test.each(Object.keys(settingsSchema.shape))("names every value of %s", (name) => {
  const row = section("Price book")
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\` `));
  const json = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" });
  for (const [, value = ""] of JSON.stringify(json.properties?.[name]).matchAll(
    /"enum":\[(.*?)\]/g,
  ))
    for (const one of z.array(z.string()).parse(JSON.parse(`[${value}]`)))
      expect(row).toContain(`\`${one}\``);
  expect(row).toBeDefined();
});
