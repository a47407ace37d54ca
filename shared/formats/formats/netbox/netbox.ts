import { defineFormat } from "../../format.ts";
import { readNetbox } from "./read.ts";

/** NetBox's device types, as its library of products has them: one product a file. */
export const netbox = defineFormat({
  id: "netbox",
  title: "NetBox device type",
  extensions: ["yaml", "yml"],
  mediaType: "application/yaml",
  recognise: (text) =>
    ["manufacturer", "model", "slug"].every((name) =>
      new RegExp(String.raw`^["']?${name}["']?[ \t]*:`, "m").test(text),
    )
      ? "yes"
      : "no",
  read: readNetbox,
});
