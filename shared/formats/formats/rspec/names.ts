import { attribute, type XmlElement } from "../../xml/element.ts";

/** The namespace of RSpec version 3, which GENI and its heirs agreed on. */
export const RSPEC = "http://www.geni.net/resources/rspec/3";
/** What ProtoGENI used before: the same elements under older names. */
export const RSPEC_OLDER =
  /^http:\/\/(www\.protogeni\.net|www\.geni\.net)\/resources\/rspec\/[\d.]+$/;
/** Sizes of virtual machines. */
export const EMULAB = "http://www.protogeni.net/resources/rspec/ext/emulab/1";
/** Places on a drawing, as jFed keeps them. */
export const JFED = "http://jfed.iminds.be/rspec/ext/jfed/1";

/** What an element is called: in requests and manifests by the client, in advertisements by what is there. */
export function idOf(element: XmlElement): string | undefined {
  for (const name of ["client_id", "virtual_id", "virtual_interface_id", "component_name"]) {
    const found = attribute(element, name);
    if (found !== undefined && found !== "") return found;
  }
  return lastPart(attribute(element, "component_id"));
}

/** The last part of a URN such as `urn:publicid:IDN+emulab.net+node+pc1`. */
export function lastPart(urn: string | undefined): string | undefined {
  return urn?.split("+").at(-1) || undefined;
}

/** `urn:publicid:IDN+instageni.stanford.edu+authority+cm` is known as `instageni.stanford.edu`. */
export function authorityOf(urn: string): string {
  return urn.split("+")[1] ?? urn;
}
