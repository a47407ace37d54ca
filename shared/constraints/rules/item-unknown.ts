import type { CatalogueSort } from "../../catalogue/catalogue.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { choicesOf, isUnknownTo } from "../choices.ts";
import { defineRule, type RuleContext } from "../rule.ts";

export const itemUnknown = defineRule({
  code: "item-unknown",
  severity: "error",
  scope: "node",
  title: "Not in the catalogue",
  explanation:
    "The catalogue of this lab has no item of that id. It may have been withdrawn, or the design was made with another catalogue.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    return choicesOf(node)
      .filter(isUnknownTo(context))
      .map(({ sort, property, item }) => {
        const nearest = closest(context, sort, item);
        const list = node.traits.software?.applications ?? [];
        const value =
          property === "applications"
            ? list.flatMap((one) => (one === item ? (nearest?.id ?? []) : one))
            : nearest?.id;
        const title = nearest === undefined ? `Remove ${item}` : `Use ${nearest.name}`;
        return {
          elements: [nodeElement(id)],
          property,
          parameters: { item },
          fix: value === undefined ? undefined : fix(title, [setProperty(node, property, value)]),
        };
      });
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [
      onLan({ a: { ...SERVER, operatingSystem: "debian-99" } }),
      onLan({ a: { ...SERVER, applications: ["doom", "postgresql-9"] } }),
      onLan({ a: { ...SERVER, machineType: "vm-imaginary" } }),
    ],
  },
});

/** The item whose id begins most like the wanted one; at least its first word must agree. */
function closest(context: RuleContext, sort: CatalogueSort, wanted: string) {
  const shared = (id: string): number => {
    let length = 0;
    while (length < id.length && id[length] === wanted[length]) length += 1;
    return length;
  };
  const least = wanted.split(/[-.]/)[0]?.length ?? 0;
  return context.catalogue.data[sort]
    .map((item) => ({ id: item.id, name: item.name, length: shared(item.id) }))
    .filter((item) => item.length >= Math.max(2, least))
    .sort((a, b) => b.length - a.length)[0];
}
