import { dump } from "js-yaml";
import { ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Design } from "../../../design/design.ts";
import { cablingOf, type Cable } from "../../cabling.ts";
import { fileName } from "../../file-name.ts";
import type { Exported } from "../../format.ts";
import { lossLog, type LossLog } from "../../loss.ts";
import { scaleOf } from "../../scaling.ts";
import { fieldOf, fieldsOf, isFields, textOf, type Fields } from "../../values.ts";
import { cmlNodes, type CmlNode } from "./nodes.ts";
import { cmlNotes } from "./notes.ts";

/** What CML writes itself since its version 2.6. */
const VERSION = "0.2.2";

/** Writes a lab; what its own import kept of nodes, links and the lab stands in it again. */
export function writeCml(design: Design, catalogue: Catalogue): Result<Exported> {
  const loss = lossLog();
  const { scale: kept, ...rest } = fieldsOf(design, "cml");
  const scale = scaleOf(kept);
  const cabling = cablingOf(design, catalogue, loss);
  if (!cabling.ok) return cabling;
  const nodes = cmlNodes(cabling.value.nodes, scale, loss);
  const links = cabling.value.cables.flatMap((cable, index) => linkOf(cable, index, nodes, loss));
  const { annotations, notes } = cmlNotes(design, rest, scale);
  const lab = fieldsOf(rest, "lab");
  const written = {
    ...rest,
    annotations,
    nodes: [...nodes.values()].map((node) => node.written()),
    links,
    lab: {
      ...lab,
      description: design.description ?? "",
      notes,
      title: design.name,
      version: textOf(lab, "version") || VERSION,
    },
  };
  const text = dump(written, { lineWidth: -1, noRefs: true });
  return ok({ files: [{ name: fileName(design.name, "yaml"), text }], report: loss.report() });
}

function linkOf(
  { link, ends }: Cable,
  index: number,
  nodes: ReadonlyMap<string, CmlNode>,
  loss: LossLog,
): readonly Fields[] {
  const [one, other] = ends.map(({ node, end }) => {
    const found = nodes.get(node);
    return found && { node: found, plug: found.plug(textOf(end, "interface")) };
  });
  if (one === undefined || other === undefined) return [];
  const kept = fieldOf(link, "cml");
  const before = isFields(kept) ? kept : {};
  const conditioning = { ...fieldsOf(before, "conditioning") };
  if (link.bandwidthMbps !== undefined) conditioning["bandwidth"] = link.bandwidthMbps * 1000;
  loss.add("mapped", "Link", "link", link.label ?? "");
  return [
    {
      ...before,
      id: `l${index}`,
      n1: one.node.id,
      n2: other.node.id,
      i1: one.plug.id,
      i2: other.plug.id,
      label: `${one.node.label}-${one.plug.label}<->${other.node.label}-${other.plug.label}`,
      conditioning,
    },
  ];
}
