import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { anyJson } from "../support/any-json.ts";

const id = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,8}$/);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
// The one key that reading drops, on purpose (json-text.ts).
const json = anyJson({ maxDepth: 3 }).filter(
  (value) => !JSON.stringify(value).includes("__proto__"),
);
// Names the schema knows, but these tests leave out, would be held to their type.
const KNOWN =
  "group locked index bandwidthMbps vlan label parent color collapsed width height component";
const fieldName = fc
  .string({ maxLength: 8 })
  .filter((name) => ![...KNOWN.split(" "), "__proto__", "description"].includes(name))
  .filter((name) => !name.includes("\\")); // see any-json.ts
/** Fields of a later version, spread in before the known ones. */
const unknown = fc.dictionary(fieldName, json, { maxKeys: 3 });
const point = fc.tuple(unknown, fc.record({ x: finite, y: finite })).map(merge);
const end = fc.record({ node: id, port: id }, { requiredKeys: ["node", "port"] });

function merge([extra, known]: readonly [object, object]): object {
  return { ...extra, ...known };
}

const node = fc
  .tuple(
    unknown,
    fc.record({
      kind: fc.string({ minLength: 1 }),
      name: fc.string(),
      count: finite,
      position: point,
      properties: fc.dictionary(fieldName, json, { maxKeys: 4 }),
    }),
  )
  .map(merge);
const link = fc.tuple(unknown, fc.record({ from: end, to: end })).map(merge);
const HEADER = { format: "labwright-design", version: 1, parameters: {} };

const design: fc.Arbitrary<Design> = fc
  .tuple(
    unknown,
    fc.record({
      name: fc.string(),
      nodes: fc.dictionary(id, node, { maxKeys: 6 }),
      links: fc.dictionary(id, link, { maxKeys: 6 }),
      groups: fc.dictionary(id, fc.record({ name: fc.string() }), { maxKeys: 3 }),
      notes: fc.dictionary(id, fc.record({ text: fc.string(), position: point }), { maxKeys: 3 }),
    }),
  )
  .map(([extra, known]) => merge([extra, merge([HEADER, known])]) as Design);

function read(text: string): Design {
  const result = readDesign(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The same content with every object's fields in the opposite order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(entries.toReversed()) as T;
}

describe("a design file", () => {
  test("survives reading and printing whole, unknown fields included", () => {
    fc.assert(
      fc.property(design, (drawn) => {
        expect(read(printDesign(drawn))).toEqual(JSON.parse(JSON.stringify(drawn)));
      }),
    );
  });

  test("prints the same text after it was read", () => {
    fc.assert(
      fc.property(design, (drawn) => {
        const text = printDesign(drawn);
        expect(printDesign(read(text))).toBe(text);
      }),
    );
  });

  test("prints the same text in whatever order it was drawn", () => {
    fc.assert(
      fc.property(design, (drawn) => {
        expect(printDesign(reversed(drawn))).toBe(printDesign(drawn));
      }),
    );
  });

  test("cut anywhere is refused with a reason", () => {
    fc.assert(
      fc.property(design, fc.double({ min: 0, max: 0.999, noNaN: true }), (drawn, share) => {
        const text = printDesign(drawn).trimEnd();
        const result = readDesign(text.slice(0, Math.floor(text.length * share)));
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.error.code).toBe("file-not-json");
      }),
    );
  });

  test("made of any text or any JSON at all never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anyJson().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          expect(readDesign(text).ok).toBe(false);
        },
      ),
    );
  });

  test("with any JSON in the place of any field never throws", () => {
    fc.assert(
      fc.property(design, fc.nat(), json, (drawn, choice, value) => {
        const fields = Object.keys(drawn);
        const broken = { ...drawn, [fields[choice % fields.length] ?? "name"]: value };
        const result = readDesign(JSON.stringify(broken));
        if (!result.ok) expect(result.error.code).toMatch(/^(design-invalid|file-)/);
      }),
    );
  });
});
