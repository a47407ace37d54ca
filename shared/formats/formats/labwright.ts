import { DESIGN_FORMAT, type Design } from "../../design/design.ts";
import { printDesign } from "../../design/print.ts";
import { readDesign } from "../../design/read.ts";
import { ok } from "../../base/result.ts";
import { fileName } from "../file-name.ts";
import { defineFormat, type LossReport } from "../format.ts";

/** Labwright's own design files. Nothing is lost, either way. */
export const labwright = defineFormat({
  id: "labwright",
  title: "Labwright design",
  extensions: ["labwright.json", "json"],
  mediaType: "application/json",
  recognise: (text) =>
    /^\uFEFF?\s*\{/.test(text) && text.includes(`"${DESIGN_FORMAT}"`) ? "yes" : "no",
  read: ({ text }) => {
    const read = readDesign(text);
    return read.ok ? ok({ design: read.value, report: wholly(read.value) }) : read;
  },
  write: (design) =>
    ok({
      files: [{ name: fileName(design.name, "labwright.json"), text: printDesign(design) }],
      report: wholly(design),
    }),
});

function wholly({ nodes, links }: Design): LossReport {
  return [
    [Object.keys(nodes).length, "node"] as const,
    [Object.keys(links).length, "link"] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, source]) => ({
      outcome: "mapped",
      source,
      target: "the same",
      where: "",
      count,
    }));
}
