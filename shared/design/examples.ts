import searchService from "../../assets/examples/search-service.labwright.json" with { type: "json" };
import smallLab from "../../assets/examples/small-lab.labwright.json" with { type: "json" };
import simulator from "../../assets/examples/web-site-simulator.labwright.json" with { type: "json" };
import wordProcessing from "../../assets/examples/word-processing.labwright.json" with { type: "json" };
import { faultSentence } from "../base/fault.ts";
import type { Design } from "./design.ts";
import { readDesignJson } from "./read.ts";

export interface Example {
  /** The file's name in `assets/examples`, without its ending. */
  readonly id: string;
  readonly design: Design;
}

const FILES: Readonly<Record<string, unknown>> = {
  "word-processing": wordProcessing,
  "search-service": searchService,
  "web-site-simulator": simulator,
  "small-lab": smallLab,
};

/** The example designs of the start page, the smallest idea first. Each call gives new objects. */
export function exampleDesigns(): readonly Example[] {
  return Object.entries(FILES).map(([id, json]) => {
    const read = readDesignJson(json);
    if (!read.ok) throw new Error(`Example ${id}: ${faultSentence(read.error)}`);
    return { id, design: read.value };
  });
}
