import type { NodeId } from "../design/design.ts";
import type { Attachment, Topology } from "../topology/topology.ts";
import { createCells } from "./cells.ts";
import type { RuleTopology } from "./rule.ts";

/** A topology each of whose answers is noted by itself: a new link far away re-runs nothing here. */
export function trackTopology(topology: () => Topology): {
  readonly topology: RuleTopology;
  /** After the topology changed: wakes those who were given an answer that is no longer right. */
  refresh(): void;
} {
  const subnets = createCells(() => topology().subnets, sameTexts);
  const attachments = createCells((id) => topology().attachments(id), sameAttachments);
  const members = createCells((id) => topology().members(id), sameAttachments);
  const routers = createCells((id) => topology().routers(id), sameAttachments);
  const subnetsOf = createCells((id) => topology().subnetsOf(id), sameTexts);
  const carriedBy = createCells((id) => topology().carriedBy(id), sameTexts);
  const path = createCells((key) => {
    const [from = "", to = ""] = key.split(" ");
    return topology().path(from, to);
  }, samePath);
  return {
    topology: {
      get subnets() {
        return subnets.read("");
      },
      attachments: (id) => attachments.read(id),
      members: (id) => members.read(id),
      routers: (id) => routers.read(id),
      subnetsOf: (id) => subnetsOf.read(id),
      carriedBy: (id) => carriedBy.read(id),
      path: (from, to) => path.read(`${from} ${to}`),
    },
    refresh: () => {
      for (const cells of [subnets, attachments, members, routers, subnetsOf, carriedBy])
        cells.refresh();
      path.refresh();
    },
  };
}

function samePath(a: readonly NodeId[] | null, b: readonly NodeId[] | null): boolean {
  return a === null || b === null ? a === b : sameTexts(a, b);
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
