import type { ResolvedNode } from "../kinds/resolve.ts";
import { instanceId, instanceName, type InstanceId } from "../design/instances.ts";

const LONGEST = 63;

/**
 * A host name (RFC 1123) for every instance, made of what people read and unique in the environment.
 * Nodes are named in the given order, so the first keeps the plain name.
 */
export function hostnames(nodes: readonly ResolvedNode[]): ReadonlyMap<InstanceId, string> {
  const names = new Map<InstanceId, string>();
  const taken = new Set<string>();
  for (const { id, node, count } of nodes)
    for (let ordinal = 1; ordinal <= count; ordinal++) {
      const name = firstFree(slug(instanceName(node.name, count, ordinal), id), taken);
      taken.add(name);
      names.set(instanceId(id, ordinal), name);
    }
  return names;
}

/** Letters, digits and hyphens of a name, accents taken off. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** Starts with a letter, as some drivers demand of what a machine is called. */
function slug(name: string, fallback: string): string {
  const found = plain(name) || plain(fallback);
  return cut(/^[a-z]/.test(found) ? found : `node-${found}`, LONGEST);
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let next = 2; taken.has(name); next++) {
    const suffix = `-${next}`;
    name = cut(base, LONGEST - suffix.length) + suffix;
  }
  return name;
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(/-+$/, "");
}
