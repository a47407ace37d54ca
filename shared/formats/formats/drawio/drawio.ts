import { fault } from "../../../base/fault.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { draftDesign } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import { defineFormat, type Imported, type SourceFile } from "../../format.ts";
import { refuseSource } from "../../limits.ts";
import {
  attribute,
  elementNamed,
  elementsNamed,
  textOf,
  type XmlElement,
} from "../../xml/element.ts";
import { firstElement } from "../../xml/first-element.ts";
import { readXml } from "../../xml/read.ts";
import { noteWholeElement, tellUnreadXml, type UnreadXmlWords } from "../../xml/unread.ts";
import { addPage } from "./add-page.ts";
import { cellsOf } from "./cells.ts";
import { unpackDiagram } from "./inflate.ts";

/** Network diagrams of draw.io (diagrams.net): shapes of its network libraries, and the lines between them. */
export const drawio = defineFormat({
  id: "drawio",
  title: "draw.io diagram",
  extensions: ["drawio", "xml"],
  mediaType: "application/vnd.jgraph.mxfile",
  recognise: (text) => (/^(mxfile|mxGraphModel)$/.test(firstElement(text) ?? "") ? "yes" : "no"),
  read,
});

function read({ name, text }: SourceFile, catalogue: Catalogue): Result<Imported> {
  const tooLarge = refuseSource(text.length);
  if (tooLarge !== null) return err(tooLarge);
  const file = readXml(text.replace(/^\uFEFF/, ""));
  if (!file.ok) return file;
  const pages = file.value.local === "mxfile" ? elementsNamed(file.value, "diagram") : [file.value];
  const [first, ...others] = pages;
  if (first === undefined) return err(misfit("It has no page."));
  const model = modelOf(first);
  if (!model.ok) return model;
  const title = pages.length > 1 ? attribute(first, "name") : undefined;
  const draft = draftDesign(title ?? nameOfFile(name), catalogue);
  addPage(draft, cellsOf(model.value), catalogue);
  tellUnreadXml(model.value, draft.loss, WORDS);
  for (const page of others) {
    draft.loss.add("dropped", "further page", "", attribute(page, "name") ?? `line ${page.line}`);
    noteWholeElement(page);
  }
  // What is on the page has been told.
  for (const part of elementsNamed(first, "mxGraphModel")) noteWholeElement(part);
  if (file.value !== model.value) tellUnreadXml(file.value, draft.loss, WORDS);
  return draft.nodes.size === 0
    ? err(misfit("Nothing on its first page is a device."))
    : draft.finish();
}

/** Nothing is written as a diagram again, so what has no place here is lost. */
const WORDS = {
  outcome: "dropped",
  words: [
    [
      /^mxfile@(?:host|modified|agent|etag|version|type|pages|compressed)$/,
      "setting of draw.io itself",
    ],
    [/^mxfile\/diagram@(?:id|name)$/, null],
    [
      /mxGraphModel@(?:dx|dy|grid\w*|guides|tooltips|connect|arrows|fold|page\w*|math|shadow|background)$/,
      "setting of draw.io itself",
    ],
    [/mxGeometry@(?:as|relative)$|mxCell@connectable$/, null],
    [/mxGeometry\/(?:mxPoint|Array)/, "course of a line"],
  ],
} as const satisfies UnreadXmlWords;

function misfit(detail: string) {
  return fault("format-misfit", { format: "draw.io diagram", detail });
}

/** A page as it is, or packed into text. */
function modelOf(page: XmlElement): Result<XmlElement> {
  if (page.local === "mxGraphModel") return ok(page);
  const plain = elementNamed(page, "mxGraphModel");
  if (plain !== undefined) return ok(plain);
  const unpacked = unpackDiagram(textOf(page));
  return unpacked.ok ? readXml(unpacked.value) : unpacked;
}
