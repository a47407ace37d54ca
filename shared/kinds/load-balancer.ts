import {
  applianceDemand,
  applianceFields,
  appliancePorts,
  applianceProperties,
  applianceSoftware,
} from "./appliance.ts";
import { defineKind } from "./component-kind.ts";
import { choice, wholeNumber } from "./values.ts";

/** Takes connections and spreads them over the machines that serve the port in its subnets. */
export const loadBalancer = defineKind({
  id: "load-balancer",
  title: "Load balancer",
  description: "Spreads connections to one port over the servers of the subnets it is linked to.",
  category: "Network",
  namePrefix: "balancer",
  words: ["proxy", "reverse proxy", "haproxy", "vip", "cluster"],
  properties: applianceProperties.extend({
    protocol: choice(["tcp", "http"]).default("http"),
    port: wholeNumber(1, 65_535).default(80),
  }),
  fields: {
    protocol: { label: "Protocol" },
    port: { label: "Port", help: "Where it listens, and where it expects the servers." },
    ...applianceFields,
  },
  countable: true,
  traits: (own) => ({
    forwarding: "proxy",
    software: applianceSoftware(own),
    balancer: { port: own.port, protocol: own.protocol },
  }),
  ports: appliancePorts,
  demand: applianceDemand,
  meters: () => [{ meter: "appliance", item: "load-balancer", quantity: "1" }],
  summary: (own) => `${own.protocol.toUpperCase()}, port ${own.port}`,
});
