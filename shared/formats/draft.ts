import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { emptyDesign, type DesignNote } from "../design/design.ts";
import type { Device } from "./devices.ts";
import type { Imported } from "./format.ts";
import { assemble, type Aside, type DraftGroup } from "./assemble.ts";
import type { Scale } from "./positions.ts";
import { addLans } from "./lans.ts";
import { ELEMENT_LIMIT } from "./limits.ts";
import { lossLog, type LossLog } from "./loss.ts";

type Point = { readonly x: number; readonly y: number };

/** Fields that only the source's own format knows; they lie in the design beside ours. */
export type KeptFields = Readonly<Record<string, unknown>>;

/** A node as a source has it. */
export interface DraftNode {
  /** By which the source's links and groups name it; unique. */
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly properties: Device["properties"];
  /** In the source's own measures; left out, a place is found. */
  readonly position?: Point | undefined;
  /** The key of a group. */
  readonly group?: string | undefined;
  readonly count?: number | undefined;
  readonly kept?: KeptFields;
}

/** One end of a link: which node, and what the source calls the interface. */
export interface DraftEnd {
  readonly node: string;
  readonly interface?: string | undefined;
  /** The port group; left out, the kind's first for cables. */
  readonly port?: string | undefined;
  /** Which of the group's ports; null: any free one; left out, as the interfaces' names are in order. */
  readonly index?: number | null | undefined;
}

export interface DraftLink {
  readonly from: DraftEnd;
  readonly to: DraftEnd;
  readonly label?: string | undefined;
  readonly bandwidthMbps?: number | undefined;
  readonly vlan?: number | undefined;
  readonly kept?: KeptFields;
}

/** Where a reader puts what it found; the design is made of it at the end. */
export interface Draft {
  readonly loss: LossLog;
  readonly nodes: ReadonlyMap<string, DraftNode>;
  readonly links: readonly DraftLink[];
  addNode(node: DraftNode): void;
  /**
   * False where an end does not exist or both are one; the loss log says so. `otherwise` is what becomes of
   * such a link: formats that are written again keep it.
   */
  addLink(link: DraftLink, where: string, otherwise?: "dropped" | "kept"): boolean;
  addGroup(key: string, group: DraftGroup): void;
  /** In the source's own measures. */
  addNote(note: DesignNote): void;
  /**
   * The design. Unless it is wanted as it was drawn, cards are moved apart, devices get ports for all
   * their links, and a network of switches that has no subnet gets one.
   */
  finish(
    kept?: KeptFields | ((drawn: { readonly scale: Scale; readonly aside: Aside }) => KeptFields),
    asDrawn?: boolean,
  ): Result<Imported>;
}

/** Begins a design that an importer fills. */
export function draftDesign(name: string, catalogue: Catalogue, description = ""): Draft {
  const loss = lossLog();
  const nodes = new Map<string, DraftNode>();
  const links: DraftLink[] = [];
  const groups = new Map<string, DraftGroup>();
  const notes: DesignNote[] = [];
  return {
    loss,
    nodes,
    links,
    addNode: (node) => void nodes.set(node.key, node),
    addLink: (link, where, otherwise = "dropped") => {
      const missing = [link.from, link.to].find((end) => !nodes.has(end.node));
      if (missing !== undefined)
        loss.add(otherwise, `link to a node that is not there, ${missing.node}`, "", where);
      else if (link.from.node === link.to.node)
        loss.add(otherwise, "link of a node to itself", "", where);
      else return links.push(link) > 0;
      return false;
    },
    addGroup: (key, group) => void groups.set(key, group),
    addNote: (note) => void notes.push(note),
    finish: (kept, asDrawn = false) => {
      if (nodes.size + links.length + notes.length > ELEMENT_LIMIT)
        return err(fault("source-too-many", { limit: ELEMENT_LIMIT }));
      if (!asDrawn) addLans(nodes, links, loss, catalogue);
      const base = { ...emptyDesign(name), ...(description !== "" && { description }) };
      const parts = { nodes, links, groups, notes, loss, asDrawn };
      const { design, ...drawn } = assemble(base, parts, catalogue);
      return ok({
        design: { ...design, ...(typeof kept === "function" ? kept(drawn) : kept) },
        report: loss.report(),
      });
    },
  };
}
