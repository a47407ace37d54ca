import type { NodeId } from "../design/design.ts";
import type { Step } from "../topology/distances.ts";
import type { NetworkChanges } from "../topology/network.ts";
import { findWay } from "../topology/ways.ts";
import { createCells, type Cells } from "./cells.ts";
import type { RuleTopology } from "./rule.ts";
import type { DesignState } from "./state.ts";
import type { Tracker } from "./tracker.ts";

/** A topology each of whose answers is noted by itself: a new link far away re-runs nothing here. */
export function trackTopology(
  state: DesignState,
  tracker: Tracker,
  subnets: () => readonly NodeId[],
): {
  readonly topology: RuleTopology;
  readonly ends: (node: NodeId) => readonly NodeId[];
  /** Wakes those who were given an answer that is no longer right. */
  refresh(changes: NetworkChanges): void;
} {
  const { network } = state;
  const attachments = createCells(tracker, network.attachments);
  const members = createCells(tracker, network.members);
  const routers = createCells(tracker, network.routers);
  const subnetsOf = createCells(tracker, (id) => state.topology().subnetsOf(id), sameItems);
  const carriedBy = createCells(tracker, network.carriedBy, sameItems);
  const anchors = createCells(tracker, network.anchors, sameItems);
  const ends = createCells(tracker, network.ends, sameItems);
  // By target: the steps of the way there.
  const steps = new Map<string, Cells<Step | undefined>>();
  const stepsTo = (target: string): Cells<Step | undefined> => {
    let cells = steps.get(target);
    if (cells === undefined) {
      cells = createCells(tracker, (id) => network.step(target, id), sameStep);
      steps.set(target, cells);
    }
    return cells;
  };
  const ways = {
    anchors: anchors.read,
    ends: ends.read,
    step: (target: string, from: NodeId) => stepsTo(target).read(from),
  };
  return {
    topology: {
      get subnets() {
        return subnets();
      },
      attachments: attachments.read,
      members: members.read,
      routers: routers.read,
      subnetsOf: subnetsOf.read,
      carriedBy: carriedBy.read,
      path: (from, to) => findWay(ways, from, to),
    },
    ends: ends.read,
    refresh: (changes) => {
      attachments.refresh(changes.attachments);
      subnetsOf.refresh(changes.attachments);
      members.refresh(changes.members);
      routers.refresh(changes.members);
      carriedBy.refresh(changes.switches);
      anchors.refresh(changes.contacts);
      ends.refresh(changes.contacts);
      for (const [target, ids] of changes.steps) {
        const cells = steps.get(target);
        cells?.refresh(ids);
        if (cells === undefined || cells.size() === 0) {
          steps.delete(target);
          network.forget(target);
        }
      }
    },
  };
}

function sameStep(a: Step | undefined, b: Step | undefined): boolean {
  return a?.distance === b?.distance && a?.next === b?.next;
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
