import { lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherSystems } from "./ways.ts";

const IMAGE = { architecture: "amd64", description: "" } as const;

export const imageMissing = definePoolRule({
  code: "image-missing",
  severity: "error",
  title: "No image of the operating system",
  explanation:
    "The lab makes a machine from an image of its operating system, and it has none of this one for this architecture. A lab admin can import it under the alias that is named.",
  ways: (situation, { elements: [id = ""] }) => otherSystems(situation, id),
  examples: {
    passing: [
      { design: servers(), resources: lab({ images: [{ ...IMAGE, alias: "debian/13" }] }) },
    ],
    failing: [
      { design: servers(), resources: lab({ images: [{ ...IMAGE, alias: "debian/12" }] }) },
      { design: servers(), resources: lab({ images: [] }) },
    ],
  },
});
