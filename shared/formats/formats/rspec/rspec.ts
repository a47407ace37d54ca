import { defineFormat } from "../../format.ts";
import { firstElement } from "../../xml/first-element.ts";
import { readRspec } from "./read.ts";
import { writeRspec } from "./write.ts";

/** Requests, manifests and advertisements of GENI's testbeds (Emulab, CloudLab, FIT, jFed). */
export const rspec = defineFormat({
  id: "rspec",
  title: "GENI RSpec",
  extensions: ["rspec", "xml"],
  mediaType: "application/xml",
  recognise: (text) => (/^(?:[^:]+:)?rspec$/i.test(firstElement(text) ?? "") ? "yes" : "no"),
  read: readRspec,
  write: writeRspec,
});
