import { dump } from "js-yaml";
import { ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Design, DesignLink } from "../../../design/design.ts";
import { cablingOf, type Cable } from "../../cabling.ts";
import { fileName } from "../../file-name.ts";
import type { Exported } from "../../format.ts";
import { lossLog, type LossLog } from "../../loss.ts";
import { scaleOf } from "../../scaling.ts";
import { asText, fieldsOf, listOf, textOf, type Fields } from "../../values.ts";
import { updateYaml } from "../../yaml-update.ts";
import { idMaker } from "./ids.ts";
import { cmlNodes, type CmlNode } from "./nodes.ts";
import { cmlNotes } from "./notes.ts";

/** What CML writes itself since its version 2.6. */
const VERSION = "0.2.2";

/** Writes a lab; what its own import kept of nodes, links and the lab stands in it again. */
export function writeCml(design: Design, catalogue: Catalogue): Result<Exported> {
  const loss = lossLog();
  const own = fieldsOf(design, "cml");
  const { scale: kept, text: source, aside: _aside, undrawn: _undrawn, ...rest } = own;
  const scale = scaleOf(kept);
  const cabling = cablingOf(design, catalogue, loss);
  if (!cabling.ok) return cabling;
  const before = asText(source);
  const drawn = { scale, aside: fieldsOf(own, "aside") };
  const nodes = cmlNodes(cabling.value.nodes, drawn, idMaker("n", before), loss);
  const undrawn = undrawnLinks(listOf(own, "undrawn"), nodes);
  const idOf = idMaker("l", before);
  for (const link of undrawn) idOf(textOf(link, "id"));
  const links = cabling.value.cables.flatMap((cable) => linkOf(cable, nodes, idOf, loss));
  const { annotations, notes } = cmlNotes(design, rest, scale);
  const written = {
    ...rest,
    ...((annotations.length > 0 || Array.isArray(rest["annotations"])) && { annotations }),
    nodes: [...nodes.values()].map((node) => node.written()),
    links: [...links, ...undrawn],
    lab: labOf(design, fieldsOf(rest, "lab"), notes),
  };
  const text =
    updateYaml(before, written, "nodes") ?? dump(written, { lineWidth: -1, noRefs: true });
  return ok({ files: [{ name: fileName(design.name, "yaml"), text }], report: loss.report() });
}

/** What says the same as before stays as it was written. */
function labOf({ name, description = "" }: Design, lab: Fields, notes: string): Fields {
  const isNew = Object.keys(lab).length === 0;
  const version = isNew ? VERSION : textOf(lab, "version");
  const now = { description, notes, title: name, version };
  const changed = Object.entries(now).filter(([key, text]) => textOf(lab, key) !== text);
  return { ...lab, ...Object.fromEntries(changed) };
}

/** Links that no drawing shows, of a node to itself or to nothing: they go with the node. */
function undrawnLinks(
  links: readonly unknown[],
  nodes: ReadonlyMap<string, CmlNode>,
): readonly unknown[] {
  const byId = new Map([...nodes.values()].map((node) => [node.id, node]));
  const stay = links.filter((link) => ["n1", "n2"].some((end) => byId.has(textOf(link, end))));
  for (const link of stay)
    for (const [end, port] of [
      ["n1", "i1"],
      ["n2", "i2"],
    ] as const)
      byId.get(textOf(link, end))?.occupy(textOf(link, port));
  return stay;
}

function linkOf(
  { link, ends }: Cable,
  nodes: ReadonlyMap<string, CmlNode>,
  idOf: (wish: string) => string,
  loss: LossLog,
): readonly Fields[] {
  const [one, other] = ends.map(({ node, end }) => {
    const found = nodes.get(node);
    return found && { node: found, plug: found.plug(textOf(end, "interface")) };
  });
  if (one === undefined || other === undefined) return [];
  const before = fieldsOf(link, "cml");
  const label = `${one.node.label}-${one.plug.label}<->${other.node.label}-${other.plug.label}`;
  const own = textOf(before, "label");
  loss.add("mapped", "Link", "link", link.label ?? "");
  return [
    {
      ...before,
      id: idOf(textOf(before, "id")),
      n1: one.node.id,
      n2: other.node.id,
      i1: one.plug.id,
      i2: other.plug.id,
      // CML makes labels of the ends' names; somebody's own words stay, and so does a link without any.
      ...((own.includes("<->") || Object.keys(before).length === 0) && { label }),
      ...conditioned(link, before),
    },
  ];
}

/** The bandwidth is in kilobits a second; 0 is CML's word for as much as there is. */
function conditioned({ bandwidthMbps }: DesignLink, before: Fields): Fields {
  const { bandwidth, ...others } = fieldsOf(before, "conditioning");
  const now =
    bandwidthMbps !== undefined ? bandwidthMbps * 1000 : bandwidth === 0 ? bandwidth : undefined;
  const conditioning = { ...others, ...(now !== undefined && { bandwidth: now }) };
  const isTold = Object.keys(conditioning).length > 0 || Object.hasOwn(before, "conditioning");
  return isTold ? { conditioning } : {};
}
