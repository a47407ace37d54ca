import { chosen } from "../base/chosen.ts";
import { formatAmounts } from "../base/units.ts";
import type { Design, ElementReference } from "../design/design.ts";
import { drawnElement, isInner } from "../design/element-path.ts";
import { pathName } from "../design/path-names.ts";
import { findKind } from "../kinds/index.ts";
import { refusalSchema } from "../placement/placement.ts";
import { refusalText } from "../placement/refusals/refusal-text.ts";
import type { Problem } from "./rule.ts";
import { PROBLEM_TEXTS } from "./problem-texts.ts";

/** How many names a sentence lists before it only counts. */
const MOST_NAMES = 3;

/** The sentence people read: names instead of ids, numbers filled in. */
export function problemText(problem: Problem, design: Design): string {
  return problem.level === "design"
    ? designSentence(problem, design)
    : poolSentence(problem, design);
}

/** As the placement says it, with the path of what stands inside a component. */
function poolSentence(problem: Problem, design: Design): string {
  const { code, elements, parameters, whose } = problem;
  const known = refusalSchema.shape.code.safeParse(code);
  if (!known.success) return code;
  const [first] = elements;
  const name = first !== undefined && "name" in parameters && (whose ?? elementName(first, design));
  const named = name === false ? parameters : { ...parameters, name };
  return `${refusalText({ code: known.data, elements: [], parameters: named })}.`;
}

function designSentence(problem: Problem, design: Design): string {
  const template: string = Object.hasOwn(PROBLEM_TEXTS, problem.code)
    ? PROBLEM_TEXTS[problem.code as keyof typeof PROBLEM_TEXTS]
    : problem.code;
  const value = (key: string): string => {
    if (key === "others") return namesOf(problem.elements.slice(1), design);
    if (key === "property") return propertyLabel(problem, design);
    const element = /^\d+$/.test(key) ? problem.elements[Number(key) - 1] : undefined;
    if (element !== undefined) return elementName(element, design);
    return String(problem.parameters[key] ?? "?");
  };
  return withAmounts(chosen(template, problem.parameters), problem.parameters).replaceAll(
    /\{(\w+)\}/g,
    (_, key: string) => value(key),
  );
}

const AMOUNT = /\{(\w+) (MiB|GiB|Mb\/s)\}/g;

function withAmounts(template: string, parameters: Problem["parameters"]): string {
  const found = [...template.matchAll(AMOUNT)].map(([, key = "", unit = ""]) => ({ key, unit }));
  const words = new Map<string, string>();
  for (const [unit, same] of Map.groupBy(found, (one) => one.unit)) {
    const texts = formatAmounts(
      same.map(({ key }) => parameters[key] ?? "?"),
      unit,
    );
    for (const [index, { key }] of same.entries()) words.set(`${key} ${unit}`, texts[index] ?? "");
  }
  return template.replaceAll(
    AMOUNT,
    (_, key: string, unit: string) => words.get(`${key} ${unit}`) ?? "",
  );
}

/** What the inspector calls the property. */
function propertyLabel({ elements, parameters }: Problem, design: Design): string {
  const property = String(parameters["property"] ?? "");
  const id = elements[0]?.id ?? "";
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  const fields = findKind(node?.kind ?? "")?.fields ?? {};
  return Object.hasOwn(fields, property) ? (fields[property]?.label ?? property) : property;
}

function namesOf(elements: readonly ElementReference[], design: Design): string {
  const names = elements.slice(0, MOST_NAMES).map((element) => elementName(element, design));
  const more = elements.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

/** What people call an element: a node's name, a link by its two ends; inside a component, the way to it. */
export function elementName(element: ElementReference, design: Design): string {
  switch (element.type) {
    case "node":
      return nodeName(element.id, design);
    case "link": {
      const drawn = drawnElement(element);
      if (drawn.type === "node") return `a link of ${nodeName(drawn.id, design)}`;
      const link = Object.hasOwn(design.links, drawn.id) ? design.links[drawn.id] : undefined;
      if (link === undefined) return "a link";
      return `${nodeName(link.from.node, design)} – ${nodeName(link.to.node, design)}`;
    }
    case "group":
      return design.groups[element.id]?.name ?? "a group";
    case "note":
      return "a note";
    case "design":
      return design.name;
  }
}

function nodeName(id: string, design: Design): string {
  if (isInner(id)) return pathName(id, design);
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  if (node === undefined) return `(missing ${id})`;
  return node.name.trim() || `unnamed ${findKind(node.kind)?.title.toLowerCase() ?? "node"}`;
}
