import { sameItems } from "../base/same-items.ts";
import type { NodeId } from "../design/design.ts";
import type { Step } from "../topology/distances.ts";
import type { NetworkChanges } from "../topology/network.ts";
import { findWay, wayBetween, type Between } from "../topology/ways.ts";
import { createCells, type Cells } from "./cells.ts";
import type { Derive } from "./derived.ts";
import { createNodeCells } from "./own-reads.ts";
import type { RuleTopology } from "./rule.ts";
import type { DesignState } from "./state.ts";
import type { Tracker } from "./tracker.ts";

/** A topology each of whose answers is noted by itself: a new link far away re-runs nothing here. */
export function trackTopology(
  state: DesignState,
  tracker: Tracker,
  derive: Derive,
  subnets: () => readonly NodeId[],
): {
  readonly topology: RuleTopology;
  readonly ends: (node: NodeId) => readonly NodeId[];
  /** Wakes those who were given an answer that is no longer right. */
  refresh(changes: NetworkChanges): void;
} {
  const { network } = state;
  const attachments = createNodeCells(tracker, state.sortOf, network.attachments);
  const plugged = createNodeCells(tracker, state.sortOf, network.isPlugged);
  const members = createNodeCells(tracker, state.sortOf, network.members);
  const routers = createNodeCells(tracker, state.sortOf, network.routers);
  const subnetsOf = createNodeCells(
    tracker,
    state.sortOf,
    (id) => state.topology().subnetsOf(id),
    sameItems,
  );
  const carriedBy = createNodeCells(tracker, state.sortOf, network.carriedBy, sameItems);
  const ownSubnet = createNodeCells(tracker, state.sortOf, network.ownSubnet);
  const unclear = createNodeCells(tracker, state.sortOf, network.unclear);
  const crossing = createCells(tracker, network.crossing);
  const anchors = createNodeCells(tracker, state.sortOf, network.anchors, sameItems);
  const ends = createNodeCells(tracker, state.sortOf, network.ends, sameItems);
  const steps = trackSteps(state, tracker);
  const ways = { anchors: anchors.read, ends: ends.read, step: steps.read };
  const between: Between = (from, target) =>
    derive(`way from ${from.join(" ")} to ${target}`, () => wayBetween(ways, from, target));
  return {
    topology: {
      get subnets() {
        return subnets();
      },
      attachments: attachments.read,
      isPlugged: plugged.read,
      members: members.read,
      routers: routers.read,
      subnetsOf: subnetsOf.read,
      carriedBy: carriedBy.read,
      ownSubnet: ownSubnet.read,
      unclear: unclear.read,
      crossing: crossing.read,
      path: (from, to) => findWay(ways, from, to, between),
    },
    ends: ends.read,
    refresh: (changes) => {
      attachments.refresh(changes.attachments);
      plugged.refresh(changes.plugged);
      subnetsOf.refresh(changes.attachments);
      members.refresh(changes.members);
      routers.refresh(changes.members);
      carriedBy.refresh(changes.switches);
      ownSubnet.refresh(changes.switches);
      unclear.refresh(changes.unclear);
      crossing.refresh(changes.trunks);
      anchors.refresh(changes.contacts);
      ends.refresh(changes.contacts);
      steps.refresh(changes.steps);
    },
  };
}

/** By target: the steps of the way there. */
function trackSteps({ network }: DesignState, tracker: Tracker) {
  const steps = new Map<string, Cells<Step | undefined>>();
  const stepsTo = (target: string): Cells<Step | undefined> => {
    let cells = steps.get(target);
    if (cells === undefined) {
      cells = createCells(tracker, (id) => network.step(target, id), sameStep);
      steps.set(target, cells);
    }
    return cells;
  };
  return {
    read: (target: string, from: NodeId) => stepsTo(target).read(from),
    refresh: (changes: NetworkChanges["steps"]): void => {
      for (const [target, ids] of changes) {
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
