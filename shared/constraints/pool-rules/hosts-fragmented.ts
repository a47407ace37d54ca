import { sketch } from "../../design/sketch.ts";
import { SERVER } from "../examples.ts";
import { hostOf, lab, servers } from "./examples.ts";
import { definePoolRule } from "./pool-rule.ts";
import { otherStanding } from "./standing-ways.ts";
import { subnetsInstead } from "./unconfined.ts";
import { smallerTypes, someMachines } from "./ways.ts";

const LARGE = { ...SERVER, machineType: "vm-large" };
const CABLED = sketch("Example", { web: LARGE, db: LARGE, api: LARGE, cache: LARGE }, [
  "web:nic db:nic",
  "api:nic cache:nic",
]);

export const hostsFragmented = definePoolRule({
  code: "hosts-fragmented",
  severity: "error",
  title: "Machines do not go into the gaps",
  explanation:
    "In sum there is enough, but what is free is spread over hosts in pieces into which these machines do not go together.",
  measures: [{ what: "Machines on hosts with room", unit: "", have: "hosts", need: "machines" }],
  ways: (situation, { elements, parameters }) => [
    ...(parameters["confined-cable"] === undefined ? [] : subnetsInstead(situation, elements)),
    ...otherStanding(situation, elements),
    ...smallerTypes(situation, elements, "cores"),
    ...smallerTypes(situation, elements, "memoryMiB"),
    ...someMachines(situation, elements),
  ],
  examples: {
    passing: [{ design: servers({ count: 3 }), resources: lab() }],
    failing: [
      {
        design: servers({ machineType: "vm-large", count: 3 }),
        resources: lab({
          hosts: ["host-1", "host-2"].map((id) => hostOf({ id, cores: 6, memoryMiB: 24_576 })),
        }),
      },
      // Each cable's two ends have a host, and both cables' have not.
      {
        design: CABLED,
        resources: lab({
          hosts: [10, 6, 6].map((cores, at) => hostOf({ id: `host-${at + 1}`, cores })),
          cablesEndAtHost: true,
        }),
      },
      // In no one rack, though in two of another site.
      {
        design: servers({ machineType: "vm-large", count: 3, together: "rack" }),
        resources: lab({
          switches: ["N1", "S1", "S2"].map((id) => ({
            id,
            name: id,
            ports: 48,
            speedMbps: 10_000,
          })),
          hosts: [
            ["North", "N1", 2],
            ["South", "S1", 2],
            ["South", "S2", 1],
          ].flatMap(([site, rack, count]) =>
            Array.from({ length: Number(count) }, (_, at) =>
              hostOf({
                id: `${rack}-${at}`,
                site: String(site),
                rack: String(rack),
                switch: String(rack),
                cores: 6,
              }),
            ),
          ),
        }),
      },
    ],
  },
});
