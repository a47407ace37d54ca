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
import { kept, withAround, withoutRepeats } from "./kept.ts";
import { lansOf, type Lan } from "./lans.ts";
import { idOf, RSPEC, RSPEC_OLDER } from "./names.ts";
import { inPlaces } from "./parts.ts";
import { tellLosses } from "./tell.ts";
import { linkElement, nameInterfaces, type Made } from "./write-link.ts";
import { nodeElement } from "./write-node.ts";

/** Writes a request for the machines of a design and the networks between them. */
export function writeRspec(design: Design, catalogue: Catalogue): Result<Exported> {
  const whole = expandDesign(design);
  const nodes = resolveNodes(whole, catalogue);
  const topology = buildTopology(nodes, whole.links);
  const loss = lossLog();
  tellLosses(whole, nodes, loss);
  const joined = lansOf(whole, topology, assignAddresses(topology));
  const lans = [...joined, ...emptyLans(whole, joined)];
  const names = namesOf(nodes);
  const interfaces = nameInterfaces(whole, lans, names);
  const root = rootOf(whole);
  const machines = sortedIds(nodes.keys()).flatMap((id) =>
    instancesOf(nodes.get(id), names, interfaces.byInstance, catalogue, loss),
  );
  const links = lans.map((lan) => linkElement(whole, lan, nodes, interfaces, loss));
  const byId = (made: readonly Made[]) =>
    new Map(made.map(({ source, element }) => [source, withoutRepeats(element, root)]));
  const withNodes = inPlaces(root.children, "node", byId(machines), true);
  const children = inPlaces(withNodes, "link", byId(links), true);
  const body = `${printXml(indented({ ...root, children }))}\n`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${withAround(body, design)}`;
  return ok({ files: [{ name: fileName(design.name, "rspec"), text }], report: loss.report() });
}

/** Networks that were read and that nothing is in (any more). */
function emptyLans({ nodes }: Design, lans: readonly Lan[]): readonly Lan[] {
  const known = new Set(lans.flatMap(({ sources }) => sources));
  return Object.entries(nodes).flatMap(([id, node]) =>
    !known.has(id) && kept(node)?.local === "link"
      ? [{ id, type: "node" as const, sources: [id], ends: [] }]
      : [],
  );
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
): readonly Made[] {
  if (node?.demand.compute === undefined) return [];
  return Array.from({ length: node.count }, (_, index) => {
    const key = `${node.id} ${index + 1}`;
    const toWrite = { node, name: names.get(key) ?? key, interfaces: interfaces.get(key) ?? [] };
    const source = index === 0 ? kept(node.node) : undefined;
    return {
      source: (source && idOf(source)) ?? `new ${key}`,
      element: nodeElement(toWrite, catalogue, loss),
    };
  });
}
