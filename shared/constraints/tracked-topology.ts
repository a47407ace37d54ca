import type { NodeId } from "../design/design.ts";
import type { Attachment, Topology } from "../topology/topology.ts";
import { createAnswers } from "./cells.ts";

/** A topology each of whose answers is noted by itself: a new link far away re-runs nothing here. */
export function trackTopology(
  version: () => number,
  topology: () => Topology,
): Omit<Topology, "nodes"> {
  const list = (look: (id: NodeId) => readonly string[]) => createAnswers(version, look, sameTexts);
  const attachments = (look: (id: NodeId) => readonly Attachment[]) =>
    createAnswers(version, look, sameAttachments);
  const subnets = list(() => topology().subnets);
  const path = createAnswers(
    version,
    (key) => {
      const [from = "", to = ""] = key.split(" ");
      return topology().path(from, to);
    },
    (a, b) => (a === null || b === null ? a === b : sameTexts(a, b)),
  );
  return {
    get subnets() {
      return subnets("");
    },
    attachments: attachments((id) => topology().attachments(id)),
    members: attachments((id) => topology().members(id)),
    routers: attachments((id) => topology().routers(id)),
    subnetsOf: list((id) => topology().subnetsOf(id)),
    carriedBy: list((id) => topology().carriedBy(id)),
    reachable: createAnswers(version, (id) => topology().reachable(id), createSetComparison()),
    path: (from, to) => path(`${from} ${to}`),
  };
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function sameAttachments(a: readonly Attachment[], b: readonly Attachment[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return other !== undefined && sameAttachment(one, other);
    })
  );
}

function sameAttachment(a: Attachment, b: Attachment): boolean {
  return (
    a.node === b.node &&
    a.link === b.link &&
    a.port === b.port &&
    a.subnet === b.subnet &&
    a.outside === b.outside &&
    a.peer === b.peer &&
    a.ambiguous === b.ambiguous &&
    sameTexts(a.switches, b.switches) &&
    sameTexts(a.trunks, b.trunks)
  );
}

/** Thousands of machines share one reachable set, so each pair of sets is compared once. */
function createSetComparison(): (a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>) => boolean {
  const verdicts = new WeakMap<ReadonlySet<NodeId>, WeakMap<ReadonlySet<NodeId>, boolean>>();
  return (a, b) => {
    if (a === b) return true;
    let known = verdicts.get(a);
    if (known === undefined) verdicts.set(a, (known = new WeakMap()));
    let same = known.get(b);
    if (same === undefined) {
      same = a.size === b.size && [...a].every((id) => b.has(id));
      known.set(b, same);
    }
    return same;
  };
}
