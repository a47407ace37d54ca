import { defineFormat } from "../../format.ts";
import { readContainerlab } from "./read.ts";
import { writeContainerlab } from "./write.ts";

/** Topologies of containerlab and its editors: YAML, with an annotations file beside. */
export const containerlab = defineFormat({
  id: "containerlab",
  title: "Containerlab topology",
  extensions: ["clab.yml", "clab.yaml"],
  mediaType: "application/yaml",
  recognise: (text) => {
    if (/^["']?topology["']?[ \t]*:/m.test(text) && /^[ \t]+["']?nodes["']?[ \t]*:/m.test(text))
      return "yes";
    // In JSON, or in YAML that is written like it.
    return /["']?topology["']?\s*:\s*\{/.test(text) && /["']?nodes["']?\s*:\s*\{/.test(text)
      ? "maybe"
      : "no";
  },
  readsBeside: (name) => name.endsWith(".annotations.json"),
  read: readContainerlab,
  write: writeContainerlab,
});
