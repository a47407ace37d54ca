import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { DesignNode } from "../../../shared/design/design.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { designJsonSchema } from "../../../shared/design/json-schema.ts";
import { sketch } from "../../../shared/design/sketch.ts";

const FILE = new URL("../../../assets/labwright-design.schema.json", import.meta.url);
const validate = new Ajv2020({ allErrors: true }).compile(designJsonSchema());

test("the published schema is that of the code", () => {
  // When it should change: `labwright schema > assets/labwright-design.schema.json`.
  expect(readFileSync(FILE, "utf8")).toBe(`${JSON.stringify(designJsonSchema(), null, 2)}\n`);
});

test.each(exampleDesigns())("example $id is valid", ({ design }) => {
  validate(design);
  expect(validate.errors ?? []).toEqual([]);
});

describe("a strict validator", () => {
  const errors = (nodes: Readonly<Record<string, Partial<DesignNode>>>): readonly string[] => {
    validate({ ...sketch("n", {}), nodes });
    return (validate.errors ?? []).map(({ instancePath }) => instancePath);
  };
  const node = { name: "n", position: { x: 0, y: 0 } };

  test("takes defaults for what is left out, and unknown fields and kinds", () => {
    expect(errors({ a: { ...node, kind: "machine" } })).toEqual([]);
    expect(errors({ a: { ...node, kind: "quantum-annealer", properties: { qubits: 5 } } })).toEqual(
      [],
    );
    expect(errors({ a: { ...node, kind: "subnet", later: true } })).toEqual([]);
  });

  test("names the property whose value does not suit its kind", () => {
    expect(errors({ a: { ...node, kind: "machine", properties: { cores: "two" } } })).toContain(
      "/nodes/a/properties/cores",
    );
    expect(errors({ a: { ...node, kind: "subnet", properties: { vlan: 9999 } } })).toContain(
      "/nodes/a/properties/vlan",
    );
    expect(errors({ "not an id": { ...node, kind: "subnet" } })).not.toEqual([]);
  });
});
