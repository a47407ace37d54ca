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

/** The way over transit nodes from the nearest of some to a target; null when there is none. */
export type Between = (from: readonly NodeId[], target: string) => readonly NodeId[] | null;

/**
 * The shortest way over subnets, routers and proxies, both ends included; null when there is none. Most of it
 * is the same for all who start in one subnet and go to another: `between` may have found it before.
 */
export function findWay(
  reads: WayReads,
  from: NodeId,
  to: NodeId,
  between: Between = (starts, target) => wayBetween(reads, starts, target),
): readonly NodeId[] | null {
  if (from === to) return [from];
  if (reads.ends(from).includes(to)) return [from, to];
  const target = targetOf(reads.anchors(to));
  const starts = reads.anchors(from);
  const inner = target === "" || starts.length === 0 ? null : between(starts, target);
  if (inner === null) return null;
  const way = inner[0] === from ? [...inner] : [from, ...inner];
  if (way.at(-1) !== to) way.push(to);
  return way;
}

export function wayBetween(
  { step }: WayReads,
  from: readonly NodeId[],
  target: string,
): readonly NodeId[] | null {
  let best: { readonly id: NodeId; readonly distance: number } | undefined;
  for (const id of from) {
    const distance = step(target, id)?.distance ?? Number.POSITIVE_INFINITY;
    if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { id, distance };
  }
  if (best === undefined) return null;
  const way: NodeId[] = [];
  for (let id: NodeId | null = best.id; id !== null; id = step(target, id)?.next ?? null)
    way.push(id);
  return way;
}
