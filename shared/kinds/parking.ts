import type { ExposedParameter } from "../design/component.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { MAXIMUM_DEPTH, isUse, readUse, usedVersion } from "../design/use.ts";
import { findKind } from "./index.ts";

/** The property by which kinds that can be parked are: asked of the kind, never of its id. */
const PARKED = "parked";

/** What of a node can be parked: its own property, or the parameters of a use that lead to one inside. */
interface Switch {
  /** Where it is set. */
  readonly name: string;
  readonly isOn: boolean;
  /** What it is when nothing is set here. */
  readonly byItself: boolean;
}

/** Whether what is drawn can be switched off with its disk kept; of a component, what it leaves to its uses to park. */
export function canPark(design: Design, id: NodeId): boolean {
  return switchesOf(design, id).length > 0;
}

export function isParked(design: Design, id: NodeId): boolean {
  const switches = switchesOf(design, id);
  return switches.length > 0 && switches.every(({ isOn }) => isOn);
}

/** Parks nodes, or has them run again; what is so already, or cannot be, is left out. */
export function parking(design: Design, ids: readonly NodeId[], parked: boolean): DesignEdit[] {
  return ids.flatMap((id): readonly DesignEdit[] => {
    const node = design.nodes[id];
    const turned = switchesOf(design, id).filter(({ isOn }) => isOn !== parked);
    if (node === undefined || turned.length === 0) return [];
    // What it is by itself need not be said.
    const values = turned.map(
      ({ name, byItself }) => [name, byItself === parked ? null : parked] as const,
    );
    const use = readUse(node);
    if (use === undefined)
      return values.map(([property, value]) => ({ type: "set-property", id, property, value }));
    const names = new Set(turned.map(({ name }) => name));
    const parameters = Object.fromEntries([
      ...Object.entries(use.parameters).filter(([name]) => !names.has(name)),
      ...values.filter(([, value]) => value !== null),
    ]);
    return [{ type: "set-property", id, property: "parameters", value: parameters }];
  });
}

function switchesOf({ nodes, components }: Design, id: NodeId): readonly Switch[] {
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  if (node === undefined) return [];
  if (!isUse(node)) {
    const isOn = ownSwitch(node, PARKED);
    return isOn === null ? [] : [{ name: PARKED, isOn, byItself: false }];
  }
  const use = readUse(node);
  const version = use && usedVersion(components, use);
  if (use === undefined || version === undefined) return [];
  return Object.entries(version.parameters).flatMap(([name, target]) => {
    const byItself = inside(version.nodes, target, components);
    const set = use.parameters[name];
    return byItself === null ? [] : [{ name, byItself, isOn: (set ?? byItself) === true }];
  });
}

/** What a parameter sets when nobody does; null where it does not lead to a machine's switch. */
function inside(
  nodes: Design["nodes"],
  { node: id, property }: Pick<ExposedParameter, "node" | "property">,
  components: Design["components"],
  depth = 0,
): boolean | null {
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  if (node === undefined || property === null || depth > MAXIMUM_DEPTH) return null;
  if (!isUse(node)) return ownSwitch(node, property);
  const use = readUse(node);
  const version = use && usedVersion(components, use);
  const target =
    version && Object.hasOwn(version.parameters, property)
      ? version.parameters[property]
      : undefined;
  if (version === undefined || target === undefined) return null;
  const byItself = inside(version.nodes, target, components, depth + 1);
  return byItself === null ? null : (use?.parameters[property] ?? byItself) === true;
}

function ownSwitch({ kind, properties }: DesignNode, property: string): boolean | null {
  const isThere = property === PARKED && PARKED in (findKind(kind)?.fields ?? {});
  return isThere ? properties[PARKED] === true : null;
}
