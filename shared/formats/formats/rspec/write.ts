import { ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Design } from "../../../design/design.ts";
import { expandDesign } from "../../../design/expand.ts";
import { instanceName } from "../../../design/instances.ts";
import { resolveNodes, type ResolvedNode } from "../../../kinds/resolve.ts";
import { assignAddresses } from "../../../topology/addresses.ts";
import { buildTopology } from "../../../topology/build.ts";
import { sortedIds } from "../../../topology/ids.ts";
import { fileName } from "../../file-name.ts";
import type { Exported } from "../../format.ts";
import { lossLog, type LossLog } from "../../loss.ts";
import { nameMaker } from "../../names.ts";
import type { XmlElement } from "../../xml/element.ts";
import { indented, newElement, printXml } from "../../xml/print.ts";
import { kept, withoutRepeats } from "./kept.ts";
import { lansOf } from "./lans.ts";
import { RSPEC, RSPEC_OLDER } from "./names.ts";
import { tellLosses } from "./tell.ts";
import { linkElement, nameInterfaces } from "./write-link.ts";
import { nodeElement } from "./write-node.ts";

/** Writes a request for the machines of a design and the networks between them. */
export function writeRspec(design: Design, catalogue: Catalogue): Result<Exported> {
  const whole = expandDesign(design);
  const nodes = resolveNodes(whole, catalogue);
  const topology = buildTopology(nodes, whole.links);
  const loss = lossLog();
  tellLosses(whole, nodes, loss);
  const lans = lansOf(whole, topology, assignAddresses(topology));
  const names = namesOf(nodes);
  const interfaces = nameInterfaces(whole, lans, names);
  const root = rootOf(whole);
  const machines = sortedIds(nodes.keys()).flatMap((id) =>
    instancesOf(nodes.get(id), names, interfaces.byInstance, catalogue, loss),
  );
  const links = lans.map((lan) => linkElement(whole, lan, nodes, interfaces, loss));
  const own = [...machines, ...links].map((element) => withoutRepeats(element, root));
  const children = [...root.children, ...own];
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${printXml(indented({ ...root, children }))}\n`;
  return ok({ files: [{ name: fileName(design.name, "rspec"), text }], report: loss.report() });
}

/** The root that was read, else a new one; always a request, since what was granted is no wish. */
function rootOf(design: Design): XmlElement {
  const source = kept(design);
  if (source?.local !== "rspec" || !RSPEC_OLDER.test(source.uri))
    return newElement("rspec", { xmlns: RSPEC, type: "request" });
  const attributes = source.attributes.map((one) =>
    one.name === "type" ? { name: "type", value: "request" } : one,
  );
  return { ...source, attributes };
}

/** The name of each instance by `<node> <ordinal>`, each one once. */
function namesOf(nodes: ReadonlyMap<string, ResolvedNode>): ReadonlyMap<string, string> {
  const nameOf = nameMaker();
  const names = new Map<string, string>();
  for (const id of sortedIds(nodes.keys())) {
    const node = nodes.get(id);
    if (node?.demand.compute === undefined) continue;
    for (let ordinal = 1; ordinal <= node.count; ordinal++)
      names.set(`${id} ${ordinal}`, nameOf(instanceName(node.node.name, node.count, ordinal), id));
  }
  return names;
}

function instancesOf(
  node: ResolvedNode | undefined,
  names: ReadonlyMap<string, string>,
  interfaces: ReadonlyMap<string, readonly XmlElement[]>,
  catalogue: Catalogue,
  loss: LossLog,
): readonly XmlElement[] {
  if (node?.demand.compute === undefined) return [];
  return Array.from({ length: node.count }, (_, index) => {
    const key = `${node.id} ${index + 1}`;
    const toWrite = { node, name: names.get(key) ?? key, interfaces: interfaces.get(key) ?? [] };
    return nodeElement(toWrite, catalogue, loss);
  });
}
