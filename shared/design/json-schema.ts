import { z } from "zod";
import type { ComponentKind } from "../kinds/component-kind.ts";
import { allKinds } from "../kinds/index.ts";
import { designSchema } from "./design.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

const OPTIONS = { target: "draft-2020-12", io: "input" } as const;

/**
 * The design format as JSON Schema, for editors and scripts in other languages: the document's own schema,
 * and the properties of each kind. A kind it does not name is allowed, as in Labwright itself.
 * Published as `assets/labwright-design.schema.json`.
 */
export function designJsonSchema(): JsonSchema {
  const kinds = allKinds();
  const schema = z.toJSONSchema(designSchema.extend({ nodes: nodesOf(kinds) }), OPTIONS);
  return {
    ...schema,
    title: "Labwright design",
    $defs: {
      ...schema.$defs,
      ...Object.fromEntries(kinds.map((kind) => [definitionOf(kind), propertiesOf(kind)])),
    },
  };
}

function definitionOf(kind: ComponentKind): string {
  return `${kind.id}-properties`;
}

/** The collection of nodes, whose JSON Schema picks the properties by the kind. */
function nodesOf(kinds: readonly ComponentKind[]): typeof designSchema.shape.nodes {
  const { keyType, valueType } = designSchema.shape.nodes.unwrap();
  const choices = kinds.map((kind) => ({
    if: { properties: { kind: { const: kind.id } } },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word; nobody awaits it.
    then: { properties: { properties: { $ref: `#/$defs/${definitionOf(kind)}` } } },
  }));
  return z.record(keyType, valueType.meta({ allOf: choices })).default({});
}

/** The kind's own schema, with the labels and help of the inspector. */
function propertiesOf(kind: ComponentKind): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(kind.properties, OPTIONS);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const hint = kind.fields[name];
    const described = {
      ...(typeof property === "object" && property),
      title: hint?.unit === undefined ? hint?.label : `${hint.label} (${hint.unit})`,
      ...(hint?.help !== undefined && { description: hint.help }),
    };
    return [name, described] as const;
  });
  return { ...schema, title: kind.title, properties: Object.fromEntries(properties) };
}
