import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { printBook } from "../../shared/prices/book-text.ts";
import { readBook } from "../../shared/pricing/engine/read.ts";

const RATING = new URL("rating/", import.meta.url);

const folders = readdirSync(RATING, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(folders.map(({ name }) => name))("the price book of %s", (name) => {
  test("reads the same when it was printed as YAML", () => {
    const read = readBook(readFileSync(new URL(`${name}/book.yaml`, RATING), "utf8"));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(readBook(printBook(read.value))).toEqual(read);
  });
});
