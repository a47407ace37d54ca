import { defineFormat } from "../../format.ts";
import { readCml } from "./read.ts";
import { writeCml } from "./write.ts";

/** Labs of Cisco Modeling Labs (VIRL 2): nodes and links by id, with places and annotations. */
export const cml = defineFormat({
  id: "cml",
  title: "Cisco Modeling Labs",
  extensions: ["yaml"],
  mediaType: "application/yaml",
  recognise: (text) => {
    if (!/\bnode_definition["']?[ \t]*:/.test(text))
      return /^lab:/m.test(text) && /^nodes:[ \t]*\[\]/m.test(text) ? "maybe" : "no";
    const tops = ["lab", "nodes", "links"].filter((name) =>
      new RegExp(String.raw`^["']?${name}["']?[ \t]*:`, "m").test(text),
    );
    return tops.includes("nodes") && tops.length >= 2 ? "yes" : "maybe";
  },
  read: readCml,
  write: writeCml,
});
