import { COMPONENT_KIND, componentKey, type ComponentVersion } from "./component.ts";
import type { Design, DesignNode } from "./design.ts";

type Json = DesignNode["properties"][string];

/** The component versions a design carries along, by componentKey. */
export type Components = NonNullable<Design["components"]>;

/** What the properties of a node of kind `component` say. */
export interface Use {
  readonly component: string;
  readonly version: number;
  /** Values of exposed parameters by their ids; what is left out stays as the component has it. */
  readonly parameters: Readonly<Record<string, Json>>;
}

/** Why a use cannot be taken for what its component says, or not wholly. */
export type UseTrouble =
  /** The design does not carry that version. */
  | { readonly reason: "missing" }
  /** The component is used inside itself. */
  | { readonly reason: "in-itself" }
  /** It stands for more than one design can hold. */
  | { readonly reason: "too-large" }
  /** It lies inside of more components than are looked into. */
  | { readonly reason: "too-deep" }
  /** The version has no such parameter, or what it sets is not there. */
  | { readonly reason: "parameter-unknown"; readonly parameter: string };

export const USE_REASONS = [
  "missing",
  "in-itself",
  "too-large",
  "too-deep",
  "parameter-unknown",
] as const;

/** How many components may lie in each other: more than anybody draws, few enough for a file made to harm. */
export const MAXIMUM_DEPTH = 256;

export function isUse(node: DesignNode): boolean {
  return node.kind === COMPONENT_KIND;
}

/** Reads a use as far as it makes sense; undefined when it names no version. */
export function readUse({ properties }: DesignNode): Use | undefined {
  const { component, version, parameters } = properties;
  if (typeof component !== "string" || typeof version !== "number") return undefined;
  return { component, version, parameters: isRecord(parameters) ? parameters : {} };
}

/** A new use of a version, named after it; every parameter as the component has it. */
export function newUse(
  version: ComponentVersion,
  name: string,
  position: DesignNode["position"],
): DesignNode {
  return {
    kind: COMPONENT_KIND,
    name,
    count: 1,
    position,
    properties: { component: version.component, version: version.version, parameters: {} },
  };
}

/** The version a use names, when the design carries it. */
export function usedVersion(
  components: Components | undefined,
  { component, version }: Pick<Use, "component" | "version">,
): ComponentVersion | undefined {
  const key = componentKey(component, version);
  return components !== undefined && Object.hasOwn(components, key) ? components[key] : undefined;
}

/** The nodes of a version with the values that a use sets; `unknown` are those that set nothing. */
export function withParameters(
  version: ComponentVersion,
  values: Use["parameters"],
): { readonly nodes: ComponentVersion["nodes"]; readonly unknown: readonly string[] } {
  const given = Object.entries(values);
  if (given.length === 0) return { nodes: version.nodes, unknown: [] };
  const nodes = { ...version.nodes };
  const unknown: string[] = [];
  for (const [id, value] of given) {
    const target = Object.hasOwn(version.parameters, id) ? version.parameters[id] : undefined;
    const node = target && Object.hasOwn(nodes, target.node) ? nodes[target.node] : undefined;
    if (target === undefined || node === undefined) unknown.push(id);
    else nodes[target.node] = withValue(node, target.property, value);
  }
  return { nodes, unknown };
}

/** A node with one value set; of a use, its parameters are what can be set. */
function withValue(node: DesignNode, property: string | null, value: Json): DesignNode {
  if (property === null) return { ...node, count: typeof value === "number" ? value : Number.NaN };
  const { properties } = node;
  if (!isUse(node)) return { ...node, properties: { ...properties, [property]: value } };
  const parameters = { ...readUse(node)?.parameters, [property]: value };
  return { ...node, properties: { ...properties, parameters } };
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
