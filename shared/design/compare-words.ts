import type { Comparison, ComparedType, ElementChange } from "./compare.ts";

const NAMES_SHOWN = 3;

const PLURALS = {
  node: "nodes",
  link: "links",
  group: "groups",
  note: "notes",
  parameter: "parameters",
} satisfies Record<ComparedType, string>;

/** Fields whose change has a verb of its own; a node that was only moved has not "changed". */
const PLACE = new Set(["position"]);

/** `Added web and 2 links, moved 3 nodes, changed db (cores, memoryGiB)`; empty when nothing differs. */
export function describeComparison({ elements, fields }: Comparison): string {
  const moved = elements.filter(onlyMoved);
  const changed = elements.filter((element) => element.change === "changed" && !onlyMoved(element));
  const parts = [
    phrase("added", ofChange(elements, "added")),
    phrase("removed", ofChange(elements, "removed")),
    phrase("changed", changed),
    phrase("moved", moved),
    ...fields.map(({ field }) => `changed the design's ${field}`),
  ].filter((part) => part !== "");
  const text = parts.join(", ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function ofChange(
  elements: readonly ElementChange[],
  change: ElementChange["change"],
): ElementChange[] {
  return elements.filter((element) => element.change === change);
}

function onlyMoved({ change, fields }: ElementChange): boolean {
  return change === "changed" && fields.every(({ field }) => PLACE.has(field));
}

/** Few are named, many are counted by their type. */
function phrase(verb: string, elements: readonly ElementChange[]): string {
  if (elements.length === 0) return "";
  const [only] = elements;
  if (elements.length === 1 && only !== undefined && only.type !== "link")
    return `${verb} ${named(only)}${verb === "changed" ? fieldList(only) : ""}`;
  const parts = (Object.keys(PLURALS) as ComparedType[]).flatMap((type) => {
    const those = elements.filter((element) => element.type === type);
    return those.length === 0 ? [] : [counted(type, those)];
  });
  return `${verb} ${listed(parts)}`;
}

function counted(type: ComparedType, elements: readonly ElementChange[]): string {
  if (type === "node" && elements.length <= NAMES_SHOWN) return listed(elements.map(named));
  return `${elements.length} ${elements.length === 1 ? type : PLURALS[type]}`;
}

function named({ name, type }: ElementChange): string {
  if (type === "node") return name === "" ? "an unnamed node" : name;
  return `the ${type} ${name}`.trimEnd();
}

function fieldList({ fields }: ElementChange): string {
  const names = fields.map(({ field }) => field);
  const shown = names.slice(0, NAMES_SHOWN).join(", ");
  return names.length > NAMES_SHOWN ? ` (${shown}, …)` : ` (${shown})`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
