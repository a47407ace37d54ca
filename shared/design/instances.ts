import type { NodeId } from "./design.ts";

/** One of the equal machines (switches, volumes …) a node with a count stands for: `<node id>.<ordinal>`. */
export type InstanceId = string;

/** `ordinal` counts from 1. */
export function instanceId(node: NodeId, ordinal: number): InstanceId {
  return `${node}.${ordinal}`;
}

/** What people read: the node's name, and its ordinal where there are several. */
export function instanceName(nodeName: string, count: number, ordinal: number): string {
  return count === 1 ? nodeName : `${nodeName}-${ordinal}`;
}
