import { lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";

export const poolOffline = definePoolRule({
  code: "pool-offline",
  severity: "error",
  title: "Lab does not answer",
  explanation:
    "The daemon cannot reach the lab's server, so nothing can be made there until it answers again. Its state stands in the view Lab.",
  examples: {
    passing: [{ design: servers(), resources: lab() }],
    failing: [{ design: servers(), resources: lab(), state: "offline" }],
  },
});
