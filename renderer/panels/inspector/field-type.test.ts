import { expect, it } from "vitest";
import { z } from "zod";
import { paletteKinds } from "../../../shared/kinds/index.ts";
import { fieldType } from "./field-type.ts";

it("looks through defaults and nullability", () => {
  expect(fieldType(z.int().min(1).nullable().default(null))).toEqual({
    type: "number",
    whole: true,
    nullable: true,
  });
  expect(fieldType(z.enum(["allow", "deny"]).default("deny"))).toEqual({
    type: "choice",
    options: ["allow", "deny"],
    nullable: false,
  });
});

it("tells lists of texts from tables", () => {
  expect(fieldType(z.array(z.string()).default([])).type).toBe("list");
  expect(fieldType(z.array(z.object({ port: z.string().default("any") })))).toEqual({
    type: "table",
    columns: { port: { type: "text", nullable: false } },
  });
});

it("has an editor for every property of every kind", () => {
  const strange = paletteKinds().flatMap((kind) =>
    Object.entries(kind.properties.shape)
      .filter(([, schema]) => fieldType(schema as z.ZodType).type === "other")
      .map(([property]) => `${kind.id}.${property}`),
  );
  expect(strange).toEqual([]);
});
