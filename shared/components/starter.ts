import branchOffice from "../../assets/components/branch-office.labwright.json" with { type: "json" };
import internetAccess from "../../assets/components/internet-access.labwright.json" with { type: "json" };
import threeTierWeb from "../../assets/components/three-tier-web.labwright.json" with { type: "json" };
import wordProcessing from "../../assets/components/easy-word-processing.labwright.json" with { type: "json" };
import { faultSentence } from "../base/fault.ts";
import type { ComponentVersion } from "../design/component.ts";
import { readDesignJson } from "../design/read.ts";
import { readComponent } from "./drawing.ts";

let versions: readonly ComponentVersion[] | undefined;

/** The components Labwright ships, each before those that use it; read once. */
export function starterComponents(): readonly ComponentVersion[] {
  return (versions ??= [wordProcessing, threeTierWeb, branchOffice, internetAccess].map((json) => {
    const design = readDesignJson(json);
    const version = design.ok ? readComponent(design.value) : design;
    if (!version.ok) throw new Error(`Starter component: ${faultSentence(version.error)}`);
    return version.value;
  }));
}
