import smallLab from "../../assets/examples/small-lab.labwright.json?raw";
import searchService from "../../assets/examples/search-service.labwright.json?raw";
import webSiteSimulator from "../../assets/examples/web-site-simulator.labwright.json?raw";
import wordProcessing from "../../assets/examples/word-processing.labwright.json?raw";
import type { Design } from "../../shared/design/design.ts";
import { readDesign } from "../../shared/design/read.ts";

export interface Example {
  readonly id: string;
  readonly design: Design;
}

/** The designs of the start page, in the order in which they are counted: the third is example 3. Read like any file, so that each open is a fresh copy. */
export const EXAMPLES: readonly Example[] = Object.entries({
  "word-processing": wordProcessing,
  "search-service": searchService,
  "web-site-simulator": webSiteSimulator,
  "small-lab": smallLab,
}).map(([id, text]) => {
  const read = readDesign(text);
  if (!read.ok) throw new Error(`the bundled example ${id} does not open`);
  return { id, design: read.value };
});
