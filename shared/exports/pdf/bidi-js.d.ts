/** The package's types are of the build for `require`; this one is the same for Node and for windows. */
declare module "bidi-js/dist/bidi.mjs" {
  import type { Bidi } from "bidi-js";
  export default function bidiFactory(): Bidi;
}
