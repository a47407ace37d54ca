import { sameItems } from "../base/same-items.ts";
import type { LinkId, NodeId } from "../design/design.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Cable } from "./cabling.ts";
import type { SwitchPlace, Switching } from "./switching.ts";
import type { Attachment } from "./topology.ts";

/** Forwardings whose links are interfaces in a network. */
export const ATTACHES: ReadonlySet<Forwarding | undefined> = new Set([
  "endpoint",
  "router",
  "proxy",
  "outside",
] as const);

const NONE: readonly never[] = [];
const NOWHERE: SwitchPlace = {
  subnet: null,
  outside: null,
  ambiguous: false,
  switches: NONE,
  trunks: NONE,
};

/** What one cable of a node is at layer 3. */
export function attachmentOf(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  switching: Switching,
  node: NodeId,
  cable: Cable,
): Attachment {
  const { other } = cable;
  switch (nodes.get(other)?.traits.forwarding) {
    case "switch":
      return attached(node, cable, switching.placeAt(other, cable.vlan, node) ?? NOWHERE, null);
    case "segment":
      return attached(node, cable, { ...NOWHERE, subnet: other }, null);
    case "outside":
      return attached(node, cable, { ...NOWHERE, outside: other }, null);
    case "endpoint":
    case "router":
    case "proxy":
      return attached(node, cable, NOWHERE, other);
    case "none":
    case undefined:
      return attached(node, cable, NOWHERE, null);
  }
}

function attached(
  node: NodeId,
  { port, link }: Cable,
  { subnet, outside, switches, trunks, ambiguous }: SwitchPlace,
  peer: NodeId | null,
): Attachment {
  return { node, port, link, subnet, outside, peer, switches, trunks, ambiguous };
}

/** How a node's attachments differ from those it had. */
export interface Moved {
  /** All of them; those that are equal to what was there before are the very same objects. */
  readonly now: readonly Attachment[];
  readonly gone: readonly Attachment[];
  readonly come: readonly Attachment[];
}

/** Both in the order of their links, as a node's cables are; undefined when all is as it was. */
export function movedBetween(
  before: readonly Attachment[],
  after: readonly Attachment[],
): Moved | undefined {
  const gone: Attachment[] = [];
  const come: Attachment[] = [];
  let next = 0;
  const now = after.map((one) => {
    const at = placeOf(before, one.link, next);
    const known = before[at];
    if (known !== undefined) {
      gone.push(...before.slice(next, at));
      next = at + 1;
      if (sameAttachment(known, one)) return known;
      gone.push(known);
    }
    come.push(one);
    return one;
  });
  gone.push(...before.slice(next));
  return gone.length + come.length === 0 ? undefined : { now, gone, come };
}

/** From a place on; the length when it is not there. */
function placeOf(list: readonly Attachment[], link: LinkId, from: number): number {
  let at = from;
  while (at < list.length && list[at]?.link !== link) at += 1;
  return at;
}

function sameAttachment(a: Attachment, b: Attachment): boolean {
  return (
    a.port === b.port &&
    a.subnet === b.subnet &&
    a.outside === b.outside &&
    a.peer === b.peer &&
    a.ambiguous === b.ambiguous &&
    sameItems(a.switches, b.switches) &&
    sameItems(a.trunks, b.trunks)
  );
}
