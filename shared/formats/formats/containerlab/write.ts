import { ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Design } from "../../../design/design.ts";
import { hostName } from "../../../design/host-name.ts";
import { cablingOf } from "../../cabling.ts";
import { fileName } from "../../file-name.ts";
import type { Exported } from "../../format.ts";
import { lossLog } from "../../loss.ts";
import { writeAnnotations } from "./write-annotations.ts";
import { outsideOf } from "./topology.ts";
import { openSource, printSource } from "./source.ts";
import { writeLinks } from "./write-links.ts";
import { writeNodes } from "./write-nodes.ts";
import { writeReferences } from "./write-references.ts";

/**
 * Writes a topology and its annotations. A design that came from a topology changes only what was changed
 * in it: comments, unknown keys and order stay, and where nothing was changed so does every byte.
 */
export function writeContainerlab(design: Design, catalogue: Catalogue): Result<Exported> {
  const loss = lossLog();
  const source = openSource(design);
  const cabled = cablingOf(design, catalogue, loss, (node) => outsideOf(node) !== "");
  if (!cabled.ok) return cabled;
  const cabling = cabled.value;
  const written = writeNodes(cabling.nodes, source, catalogue, loss);
  const linksChanged = writeLinks(cabling, written, source, loss);
  const namesChanged = writeReferences(source, written, loss);
  const renamed = rename(design.name, source) || namesChanged;
  const isChanged = source.text === "" || written.isChanged || linksChanged || renamed;
  const name = fileName(design.name, "clab.yml");
  const annotations = writeAnnotations(design, cabling.nodes, written.names, source);
  return ok({
    files: [
      { name, text: isChanged ? printSource(source) : source.text },
      { name: `${name}.annotations.json`, text: annotations },
    ],
    report: loss.report(),
  });
}

/** A lab's name may not hold blanks; one without a name got its file's. */
function rename(name: string, { document, topology }: ReturnType<typeof openSource>): boolean {
  if (name === topology.name) return false;
  if (document.has("name") || topology.raw["topology"] === undefined) {
    const plain = /^[a-zA-Z0-9][\w.-]*$/.test(name) ? name : hostName(name) || "lab";
    if (plain === topology.name) return false;
    document.set("name", plain);
    return true;
  }
  return false;
}
