import { hostName } from "../design/host-name.ts";
import { instanceId, instanceName, type InstanceId } from "../design/instances.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";

/**
 * A host name (RFC 1123) for every instance, made of what people read and unique in the environment.
 * Nodes are named in the given order, so the first keeps the plain name.
 */
export function hostnames(nodes: readonly ResolvedNode[]): ReadonlyMap<InstanceId, string> {
  const names = new Map<InstanceId, string>();
  const taken = new Set<string>();
  for (const { id, node, count } of nodes)
    for (let ordinal = 1; ordinal <= count; ordinal++) {
      const name = firstFree(lettered(instanceName(node.name, count, ordinal), id), taken);
      taken.add(name);
      names.set(instanceId(id, ordinal), name);
    }
  return names;
}

/** Starts with a letter, as some drivers demand of what a machine is called. */
function lettered(name: string, fallback: string): string {
  const found = hostName(name) || hostName(fallback);
  return /^[a-z]/.test(found) ? found : hostName(`node-${found}`);
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let next = 2; taken.has(name); next++) {
    const suffix = `-${next}`;
    name = hostName(base, suffix.length) + suffix;
  }
  return name;
}
