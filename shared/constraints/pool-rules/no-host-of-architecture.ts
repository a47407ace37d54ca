import { HOST, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherArchitecture, otherTypes } from "./ways.ts";

export const noHostOfArchitecture = definePoolRule({
  code: "no-host-of-architecture",
  severity: "error",
  title: "No host of this architecture",
  explanation:
    "A machine runs on a host of its own architecture only, and the lab has none of this one that is up.",
  ways: (situation, { elements: [id = ""] }) => {
    const up = situation.pool.resources.hosts.filter(({ state }) => state === "up");
    const there = new Set(up.map(({ architecture }) => architecture));
    return [
      ...otherTypes(situation, id, (type) => there.has(type.architecture)),
      ...[...there].map((architecture) => otherArchitecture(situation, id, architecture)),
    ];
  },
  examples: {
    passing: [{ design: servers({ machineType: "vm-medium" }), resources: lab() }],
    failing: [
      { design: servers(), resources: lab({ hosts: [{ ...HOST, architecture: "arm64" }] }) },
      { design: servers(), resources: lab({ hosts: [{ ...HOST, state: "down" }] }) },
    ],
  },
});
