import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ComponentVersion } from "../design/component.ts";
import type { Design, DesignLink, DesignNode, NodeId } from "../design/design.ts";
import { sameJson } from "../design/same-json.ts";
import { versionsNeeded } from "./needed.ts";

/** Which part of a design goes into the component. */
export interface ComponentContents {
  readonly nodes: ReadonlySet<NodeId>;
  readonly notes: ReadonlySet<string>;
}

/** What one says of a component when saving it; everything but its contents. */
export type ComponentWords = Pick<
  ComponentVersion,
  "name" | "icon" | "description" | "category" | "tags"
>;

export interface ComponentRequest extends ComponentWords {
  /** Its id: a new one, or that of the component which gets another version. */
  readonly component: string;
  readonly version: number;
  readonly contents: ComponentContents;
  /** What is exposed, as suggestPorts and possibleParameters offer it. */
  readonly ports: ComponentVersion["ports"];
  readonly parameters: ComponentVersion["parameters"];
}

/** All of a design, to save the whole as a component. */
export function allOf({ nodes, notes }: Design): ComponentContents {
  return { nodes: new Set(Object.keys(nodes)), notes: new Set(Object.keys(notes)) };
}

/**
 * Makes a component version of a part of a design: its nodes with the links among them, its notes and groups,
 * moved to the origin. Links that leave it do not come along; what they ended at can be exposed as a port.
 * Refuses a part without nodes, and one that uses the component itself.
 */
export function saveAsComponent(
  design: Design,
  { contents, ports, parameters, ...words }: ComponentRequest,
): Result<ComponentVersion> {
  const nodes = pick(design.nodes, contents.nodes);
  if (Object.keys(nodes).length === 0) return err(fault("component-empty"));
  const inside = versionsNeeded(nodes, design.components);
  if (inside.some((version) => version.component === words.component))
    return err(fault("component-in-itself", { name: words.name }));
  const groups = groupsAround(design, nodes);
  const notes = pick(design.notes, contents.notes);
  const corner = cornerOf([...Object.values(nodes), ...Object.values(notes)]);
  const known = <T extends { readonly node: string }>(exposed: Record<string, T>) =>
    Object.fromEntries(Object.entries(exposed).filter(([, { node }]) => contents.nodes.has(node)));
  return ok({
    ...words,
    ports: known(ports),
    parameters: known(parameters),
    nodes: mapValues(nodes, (node) => ungrouped(moved(node, corner), groups)),
    links: Object.fromEntries(
      Object.entries(design.links).filter(([, link]) => isInside(link, contents.nodes)),
    ),
    groups,
    notes: mapValues(notes, (note) => moved(note, corner)),
  });
}

/** True when two versions would do the same: saving would add nothing. */
export function sameVersion(a: ComponentVersion, b: ComponentVersion): boolean {
  return sameJson({ ...a, version: 1 }, { ...b, version: 1 });
}

function isInside({ from, to }: DesignLink, nodes: ReadonlySet<NodeId>): boolean {
  return nodes.has(from.node) && nodes.has(to.node);
}

/** The groups that hold nothing else than these nodes. */
function groupsAround(design: Design, nodes: Design["nodes"]): Design["groups"] {
  const mixed = new Set<string>();
  const touched = new Set<string>();
  for (const [id, node] of Object.entries(design.nodes)) {
    const seen = Object.hasOwn(nodes, id) ? touched : mixed;
    for (const group of chainOf(design, node.group)) seen.add(group);
  }
  const kept = new Set([...touched].filter((group) => !mixed.has(group)));
  return mapValues(pick(design.groups, kept), (group) => {
    const { parent, ...rest } = group;
    return parent !== undefined && kept.has(parent) ? group : rest;
  });
}

/** A damaged file can make groups each other's parents. */
function chainOf({ groups }: Design, start: string | undefined): ReadonlySet<string> {
  const chain = new Set<string>();
  for (
    let id = start;
    id !== undefined && Object.hasOwn(groups, id) && !chain.has(id);
    id = groups[id]?.parent
  )
    chain.add(id);
  return chain;
}

function ungrouped(node: DesignNode, groups: Design["groups"]): DesignNode {
  const { group, ...rest } = node;
  return group !== undefined && Object.hasOwn(groups, group) ? node : rest;
}

interface Placed {
  readonly position: DesignNode["position"];
}

function cornerOf(elements: readonly Placed[]): DesignNode["position"] {
  const xs = elements.map(({ position }) => position.x);
  const ys = elements.map(({ position }) => position.y);
  const least = (values: readonly number[]): number =>
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return { x: least(xs), y: least(ys) };
}

function moved<T extends Placed>(element: T, corner: DesignNode["position"]): T {
  const { position } = element;
  return {
    ...element,
    position: { ...position, x: position.x - corner.x, y: position.y - corner.y },
  };
}

function pick<T>(record: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U) {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, map(value)]));
}
