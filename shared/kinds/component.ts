import { z } from "zod";
import { COMPONENT_KIND } from "../design/component.ts";
import { USE_REASONS, type UseTrouble } from "../design/use.ts";
import { defineKind } from "./component-kind.ts";
import { itemName, wholeNumber } from "./values.ts";

const VALUES = "Enter values by the ids of the component's parameters.";

const troubleSchema = z.object({
  reason: z.enum(USE_REASONS),
  parameter: z.string().optional(),
});

/**
 * A use of a reusable component. Its contents come in its place before anything is checked, priced or placed
 * (see expandDesign), so by itself it takes and costs nothing.
 */
export const component = defineKind({
  id: COMPONENT_KIND,
  title: "Component",
  description: "Stands for what a reusable component holds, as often as its count says.",
  category: "Components",
  namePrefix: "component",
  words: ["reusable", "template", "product", "library"],
  properties: z.looseObject({
    component: itemName().default(""),
    version: wholeNumber(1, 1_000_000).default(1),
    parameters: z
      .record(z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]*$/, VALUES), z.json(), VALUES)
      .default({}),
  }),
  fields: {
    component: { label: "Component" },
    version: { label: "Version", help: "Which of its saved versions stands here." },
    parameters: { label: "Parameters", help: "What this use sets otherwise than the component." },
  },
  countable: true,
  fromLibrary: true,
  traits: (own) => ({
    forwarding: "none",
    use: {
      component: own.component,
      version: own.version,
      troubles: troublesOf(own["troubles"]),
    },
  }),
  ports: (own, catalogue) => catalogue.useFace?.(own)?.ports ?? [],
  demand: () => ({}),
  meters: () => [],
  summary: (own, catalogue) => {
    const face = catalogue.useFace?.(own);
    return face === undefined ? "not in this design" : `${face.contents} · version ${own.version}`;
  },
});

/** As expandDesign leaves them; a use that it never saw comes without its version. */
function troublesOf(value: unknown): readonly UseTrouble[] {
  const read = z.array(troubleSchema).safeParse(value);
  if (!read.success) return [{ reason: "missing" }];
  return read.data.map(({ reason, parameter = "" }) =>
    reason === "parameter-unknown" ? { reason, parameter } : { reason },
  );
}
