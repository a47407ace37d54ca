import { Ajv } from "ajv";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { checkDesign } from "../../../shared/constraints/check.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { readDesign } from "../../../shared/design/read.ts";
import { exportDesign, importFile } from "../../../shared/formats/index.ts";
import { readYaml } from "../../../shared/formats/yaml.ts";
import { filesIn, imported } from "../../support/import-fixtures.ts";

// Real files of other people, which lie beside the repository and are no part of it.
// Beside it, or where .ci/run looks as well.
const PLACES = [
  new URL("../../../../shared/samples/", import.meta.url),
  new URL("file:///work/shared/samples/"),
];
const SAMPLES = PLACES.find((place) => existsSync(place)) ?? PLACES[0]!;
const FORMATS = ["containerlab", "cml", "gns3", "rspec"];
const present = existsSync(SAMPLES);
const catalogue = starterCatalogue();

const samples = present
  ? FORMATS.flatMap((format) =>
      filesIn(new URL(`${format}/`, SAMPLES))
        .filter(({ name }) => !name.endsWith(".schema.json"))
        .map((source) => ({ format, name: source.name, source })),
    )
  : [];

// Where the folder is absent, this is what is seen to be skipped.
describe.runIf(present)("real files", () => {
  test("are all here, in shared/samples beside the repository", () => {
    expect(samples.length).toBeGreaterThanOrEqual(10);
  });

  test.each(samples)("$format/$name is imported", ({ format, source }) => {
    const read = imported(source);
    expect(read.format).toBe(format);
    expect(readDesign(printDesign(read.design))).toEqual({ ok: true, value: read.design });
    expect(Object.keys(read.design.nodes).length).toBeGreaterThan(1);
    expect(Object.keys(read.design.links).length).toBeGreaterThan(0);
  });

  test.each(samples)("$format/$name has no errors once imported", ({ source }) => {
    const problems = checkDesign(imported(source).design, catalogue, starterPriceBook());
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, elements }) => [code, elements])).toEqual([]);
  });

  test("the lab of 302 nodes is whole", () => {
    const { source } = samples.find(({ name }) => name.startsWith("300_node"))!;
    const { nodes, links } = imported(source).design;
    expect(Object.keys(nodes)).toHaveLength(302);
    expect(Object.keys(links)).toHaveLength(603);
  });

  test.each(samples.filter(({ format }) => format === "containerlab"))(
    "$name is written byte for byte where nothing changed",
    ({ source }) => {
      const { design } = imported(source);
      const exported = exportDesign(design, "containerlab", catalogue);
      if (!exported.ok) throw new Error(JSON.stringify(exported.error));
      const [topology, annotations] = exported.value.files;
      expect(topology?.text).toBe(source.text);
      for (const text of source.beside?.values() ?? []) expect(annotations?.text).toBe(text);
    },
  );
});

describe.runIf(present)("by containerlab's own schema", () => {
  const validate = () => {
    const schema = new URL("containerlab/clab.schema.json", SAMPLES);
    // Its own words for editors, and patterns of another dialect, are none of our business.
    return new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(schema, "utf8")) as object,
    );
  };

  test.each(exampleDesigns())("$id is written as a valid topology", ({ design }) => {
    const exported = exportDesign(design, "containerlab", catalogue);
    if (!exported.ok) throw new Error(JSON.stringify(exported.error));
    const topology = readYaml(exported.value.files[0]!.text);
    if (!topology.ok) throw new Error(JSON.stringify(topology.error));
    const check = validate();
    check(topology.value);
    expect(check.errors ?? []).toEqual([]);
  });
});

describe.runIf(present)("what is no lab", () => {
  const folder = new URL("rejects/", SAMPLES);
  const names = present ? readdirSync(folder) : [];
  test.each(names)("%s is refused with its reason", (name) => {
    const source = filesIn(folder).find((one) => one.name === name)!;
    const read = importFile(source, catalogue);
    if (read.ok) throw new Error(`taken for ${read.value.format}`);
    expect(read.error.code).toBe("format-unknown");
    expect(read.error.where).toBe(name);
    expect(String(read.error.parameters["detail"])).toContain("devices");
  });
});
