import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DESIGN_VERSION } from "../../../shared/design/design.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { readDesign } from "../../../shared/design/read.ts";

const FOLDER = new URL("./", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.startsWith("version-"));
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

test("there is a frozen file of every version", () => {
  const versions = Array.from({ length: DESIGN_VERSION }, (_, index) => index + 1);
  expect(files.toSorted()).toEqual(versions.map((version) => `version-${version}.labwright.json`));
});

test.each(files)("%s still opens, and printing settles at once", (name) => {
  const result = readDesign(textOf(name));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const text = printDesign(result.value);
  expect(readDesign(text)).toEqual(result);
  expect(result.value.nodes).toHaveProperty("annealer");
  expect(result.value.links).toHaveProperty("to-nowhere");
});

test("a file of the present version is printed as it lies there, byte for byte", () => {
  const text = textOf(`version-${DESIGN_VERSION}.labwright.json`);
  const result = readDesign(text);
  expect(result.ok && printDesign(result.value)).toBe(text);
});
