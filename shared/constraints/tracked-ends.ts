import type { LinkId, NodeId } from "../design/design.ts";
import { createCells, createCellsBy } from "./cells.ts";
import { createNodeCells, createOwnReads, type OwnReads } from "./own-reads.ts";
import type { LinkEnd } from "./rule.ts";
import type { Changes, DesignState } from "./state.ts";
import type { Tracker } from "./tracker.ts";

/** What links are told of the nodes at their ends; those of a run's own link are noted as its own. */
export function trackEnds(state: DesignState, tracker: Tracker) {
  const nodes = createNodeCells(tracker, state.sortOf, (id) => state.linkedNode(id));
  const ends = createCellsBy((id) =>
    createCells(tracker, (port) => state.endAt(id, port), sameEnd),
  );
  const speeds = createCellsBy((id) => createCells(tracker, (port) => state.speedAt(id, port)));
  const ownNodes = createOwnReads(tracker, "link");
  const ownEnds = createOwnReads(tracker, "link");
  const ownSpeeds = createOwnReads(tracker, "link");
  const isSwitch = (id: NodeId): boolean => state.linkedNode(id)?.traits.forwarding === "switch";
  const isEnd = (id: NodeId, own: OwnReads): boolean => {
    const run = tracker.present();
    if (run?.rule?.scope !== "link") return false;
    const link = state.link(run.id);
    if (link?.from.node !== id && link?.to.node !== id) return false;
    // What a rule reads of the few links between switches it seldom reads of all others.
    const isTrunk = own === ownSpeeds && isSwitch(link.from.node) && isSwitch(link.to.node);
    return !isTrunk && own.isOwn(run.id);
  };
  /** The links of a node that are plugged into some of its ports. */
  const pluggedInto = (id: NodeId, ports: ReadonlySet<string>): readonly LinkId[] =>
    state.linksOf(id).filter((one) => {
      const link = state.link(one);
      return [link?.from, link?.to].some((end) => end?.node === id && ports.has(end.port));
    });
  return {
    linked: (id: NodeId) => (isEnd(id, ownNodes) ? state.linkedNode(id) : nodes.read(id)),
    at: (id: NodeId, port: string) =>
      isEnd(id, ownEnds) ? state.endAt(id, port) : ends.of(id).read(port),
    speed: (id: NodeId, port: string) =>
      isEnd(id, ownSpeeds) ? state.speedAt(id, port) : speeds.of(id).read(port),
    refresh: ({ linked, sockets, speeds: faster }: Changes): void => {
      nodes.refresh(linked);
      ends.refresh(linked);
      ends.refresh(sockets.keys());
      speeds.refresh(faster.keys());
      for (const id of linked) {
        ownNodes.wake(state.linksOf(id));
        ownEnds.wake(state.linksOf(id));
      }
      for (const [id, ports] of sockets) if (!linked.has(id)) ownEnds.wake(pluggedInto(id, ports));
      for (const [id, ports] of faster) ownSpeeds.wake(pluggedInto(id, ports));
    },
  };
}

function sameEnd(a: LinkEnd | undefined, b: LinkEnd | undefined): boolean {
  return (
    a?.node === b?.node &&
    a?.group?.title === b?.group?.title &&
    a?.group?.medium === b?.group?.medium
  );
}
