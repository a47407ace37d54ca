import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ComponentVersion, ExposedParameter, ExposedPort } from "../design/component.ts";
import type { Design, DesignNode, Endpoint, LinkId, NodeId } from "../design/design.ts";
import { hostName } from "../design/host-name.ts";
import { isUse, MAXIMUM_DEPTH, readUse, usedVersion, type Components } from "../design/use.ts";
import { findKind } from "../kinds/index.ts";
import { resolveNode } from "../kinds/resolve.ts";
import { withComponents } from "../kinds/with-components.ts";

/** A port that a component made of these nodes could expose. */
export interface PossiblePort extends ExposedPort {
  /** To be its key among the component's ports. */
  readonly id: string;
  /** The drawn links that end at it and leave the part; they will end at the use instead. */
  readonly links: readonly LinkId[];
}

/** A value that a component made of these nodes could leave to its uses. */
export interface PossibleParameter extends ExposedParameter {
  readonly id: string;
  /** What the component itself says; null where its node says nothing. */
  readonly value: DesignNode["properties"][string];
  /** True for what often differs from place to place. */
  readonly suggested: boolean;
}

/**
 * The ports at which links leave the nodes: without them exposed, those links could not come back at a use.
 * In the order the nodes are listed in.
 */
export function suggestPorts(
  design: Design,
  nodes: ReadonlySet<NodeId>,
  catalogue: Catalogue,
): readonly PossiblePort[] {
  const leaving = new Map<string, { end: Endpoint; links: LinkId[] }>();
  for (const [id, { from, to }] of Object.entries(design.links))
    for (const [own, other] of [
      [from, to],
      [to, from],
    ] as const) {
      if (!nodes.has(own.node) || nodes.has(other.node)) continue;
      const key = `${own.node} ${own.port}`;
      const known = leaving.get(key);
      if (known === undefined) leaving.set(key, { end: own, links: [id] });
      else known.links.push(id);
    }
  const order = [...nodes];
  const taken = new Set<string>();
  return [...leaving.values()]
    .toSorted((a, b) => order.indexOf(a.end.node) - order.indexOf(b.end.node))
    .flatMap(({ end, links }) => {
      const port = portOf(design, end, catalogue, taken);
      return port === undefined ? [] : [{ ...port, links }];
    });
}

/** Every port of the nodes, for those who want to expose one that is not linked yet. */
export function possiblePorts(
  design: Design,
  nodes: ReadonlySet<NodeId>,
  catalogue: Catalogue,
): readonly PossiblePort[] {
  const taken = new Set<string>();
  const linked = new Map(
    suggestPorts(design, nodes, catalogue).map((port) => [`${port.node} ${port.port}`, port]),
  );
  for (const { id } of linked.values()) taken.add(id);
  return [...nodes].flatMap((node) => {
    const drawn = design.nodes[node];
    if (drawn === undefined) return [];
    const { ports } = resolveNode(node, drawn, withComponents(catalogue, design.components));
    return ports.flatMap((group) => {
      const known = linked.get(`${node} ${group.id}`);
      if (known !== undefined) return [known];
      const port = portOf(design, { node, port: group.id }, catalogue, taken);
      return port === undefined ? [] : [{ ...port, links: [] }];
    });
  });
}

/** `taken` grows by the id the port gets. */
function portOf(
  design: Design,
  { node, port }: Endpoint,
  catalogue: Catalogue,
  taken: Set<string>,
): (ExposedPort & { readonly id: string }) | undefined {
  const drawn = Object.hasOwn(design.nodes, node) ? design.nodes[node] : undefined;
  if (drawn === undefined) return undefined;
  const { ports } = resolveNode(node, drawn, withComponents(catalogue, design.components));
  const group = ports.find(({ id }) => id === port);
  const title = `${labelOf(drawn)}: ${(group?.title ?? port).toLowerCase()}`;
  return { id: freeId(`${drawn.name}-${port}`, taken), title, node, port };
}

/**
 * Everything about the nodes that a use could set: counts, and the properties their kinds have fields for; of a
 * use among them, the parameters of its component.
 */
export function possibleParameters(
  design: Design,
  nodes: ReadonlySet<NodeId>,
): readonly PossibleParameter[] {
  const taken = new Set<string>();
  return [...nodes].flatMap((node) => {
    const drawn = Object.hasOwn(design.nodes, node) ? design.nodes[node] : undefined;
    if (drawn === undefined) return [];
    const rows = [...countOf(drawn), ...(isUse(drawn) ? given(design, drawn) : fieldsOf(drawn))];
    return rows.map((row) => asParameter(row, node, drawn, taken));
  });
}

/** `taken` grows by the id the parameter gets. */
function asParameter(
  { property, label, help, value, suggested }: Row,
  node: NodeId,
  drawn: DesignNode,
  taken: Set<string>,
): PossibleParameter {
  const id = freeId(`${drawn.name}-${property ?? "count"}`, taken);
  const title = `${labelOf(drawn)}: ${label.toLowerCase()}`;
  const parameter = { id, title, node, property, value, suggested };
  return help === undefined ? parameter : { ...parameter, description: help };
}

interface Row {
  readonly property: string | null;
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: DesignNode["properties"][string];
  readonly suggested: boolean;
}

function countOf({ kind, count }: DesignNode): readonly Row[] {
  if (findKind(kind)?.countable === false) return [];
  return [{ property: null, label: "Count", value: count, suggested: count > 1 }];
}

function fieldsOf({ kind, properties }: DesignNode): readonly Row[] {
  return Object.entries(findKind(kind)?.fields ?? {}).map(([property, hint]) => ({
    property,
    label: hint.label,
    help: hint.help,
    value: (Object.hasOwn(properties, property) ? properties[property] : undefined) ?? null,
    suggested: hint.parameter === true,
  }));
}

function given(design: Design, node: DesignNode): readonly Row[] {
  const use = readUse(node);
  const version = use && usedVersion(design.components, use);
  return Object.entries(version?.parameters ?? {}).map(([property, parameter]) => ({
    property,
    label: parameter.title,
    help: parameter.description,
    value: use?.parameters[property] ?? (version ? ownValue(version, parameter) : null),
    suggested: true,
  }));
}

/** The chosen ports as a component keeps them. */
export function exposePorts(chosen: readonly PossiblePort[]): ComponentVersion["ports"] {
  return Object.fromEntries(chosen.map(({ id, title, node, port }) => [id, { title, node, port }]));
}

/** The chosen parameters as a component keeps them. */
export function exposeParameters(
  chosen: readonly PossibleParameter[],
): ComponentVersion["parameters"] {
  return Object.fromEntries(
    chosen.map(({ id, title, description, node, property }) => [
      id,
      description === undefined
        ? { title, node, property }
        : { title, description, node, property },
    ]),
  );
}

/** What a component itself says of one of its parameters; null where its node says nothing. */
function ownValue(
  { nodes }: ComponentVersion,
  { node, property }: ExposedParameter,
): DesignNode["properties"][string] {
  const inner = Object.hasOwn(nodes, node) ? nodes[node] : undefined;
  if (inner === undefined) return null;
  if (property === null) return inner.count;
  const values = isUse(inner) ? (readUse(inner)?.parameters ?? {}) : inner.properties;
  return (Object.hasOwn(values, property) ? values[property] : undefined) ?? null;
}

/** What a parameter sets in the end. */
interface ParameterTarget {
  readonly kind: string | undefined;
  /** Null for the count. */
  readonly property: string | null;
  /** What holds where a use says nothing. */
  readonly value: DesignNode["properties"][string];
}

/** Follows a parameter through the uses that only hand it on, to the node that it sets. */
export function parameterTarget(
  version: ComponentVersion,
  parameter: ExposedParameter,
  components: Components | undefined,
): ParameterTarget {
  let value = ownValue(version, parameter);
  let [holder, exposed] = [version, parameter];
  // A damaged file can hand a parameter on in a circle.
  for (let depth = 0; depth < MAXIMUM_DEPTH; depth++) {
    const { node, property } = exposed;
    const inner = Object.hasOwn(holder.nodes, node) ? holder.nodes[node] : undefined;
    const use = inner === undefined || property === null ? undefined : readUse(inner);
    const next = use && usedVersion(components, use);
    const handed =
      next && property !== null && Object.hasOwn(next.parameters, property)
        ? next.parameters[property]
        : undefined;
    if (next === undefined || handed === undefined) return { kind: inner?.kind, property, value };
    [holder, exposed] = [next, handed];
    value ??= ownValue(holder, exposed);
  }
  return { kind: undefined, property: exposed.property, value };
}

function labelOf({ name, kind }: DesignNode): string {
  return name.trim() || (findKind(kind)?.title ?? kind);
}

const LONGEST_ID = 48;

/** An id that can be read, made of a name; counted up where taken. */
function freeId(wish: string, taken: Set<string>): string {
  const start = hostName(wish).slice(0, LONGEST_ID).replace(/-+$/, "") || "x";
  let id = start;
  for (let next = 2; taken.has(id); next++) id = `${start}-${next}`;
  taken.add(id);
  return id;
}
