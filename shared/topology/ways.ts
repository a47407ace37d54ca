import type { NodeId } from "../design/design.ts";
import { targetOf, type Step } from "./distances.ts";

/** What a way is found with. */
export interface WayReads {
  /** A transit node itself, or the transit nodes that any other node meets; in order of their ids. */
  readonly anchors: (node: NodeId) => readonly NodeId[];
  /** What else a node that is not transit meets. */
  readonly ends: (node: NodeId) => readonly NodeId[];
  readonly step: (target: string, from: NodeId) => Step | undefined;
}

/** The shortest way over subnets, routers and proxies, both ends included; null when there is none. */
export function findWay(reads: WayReads, from: NodeId, to: NodeId): readonly NodeId[] | null {
  if (from === to) return [from];
  if (reads.ends(from).includes(to)) return [from, to];
  const target = targetOf(reads.anchors(to));
  if (target === "") return null;
  let best: { readonly id: NodeId; readonly distance: number } | undefined;
  for (const id of reads.anchors(from)) {
    const distance = reads.step(target, id)?.distance ?? Number.POSITIVE_INFINITY;
    if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { id, distance };
  }
  if (best === undefined) return null;
  const way = best.id === from ? [] : [from];
  for (let id: NodeId | null = best.id; id !== null; id = reads.step(target, id)?.next ?? null)
    way.push(id);
  if (way.at(-1) !== to) way.push(to);
  return way;
}
