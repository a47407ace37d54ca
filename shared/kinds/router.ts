import {
  applianceDemand,
  applianceFields,
  appliancePorts,
  applianceProperties,
  applianceSoftware,
  applianceSystem,
} from "./appliance.ts";
import { defineKind } from "./component-kind.ts";
import { counted } from "./values.ts";

/** Forwards packets between the subnets it is linked to. */
export const router = defineKind({
  id: "router",
  title: "Router",
  description: "Joins subnets: forwards packets between all that are linked to it.",
  category: "Network",
  namePrefix: "router",
  words: ["gateway", "layer 3", "route", "nat"],
  properties: applianceProperties,
  fields: applianceFields,
  countable: true,
  traits: (own) => ({ forwarding: "router", software: applianceSoftware(own) }),
  ports: appliancePorts,
  demand: applianceDemand,
  meters: () => [{ meter: "appliance", item: "router", quantity: "1" }],
  summary: (own, catalogue) =>
    `${counted(own.interfaces, "interface")} · ${applianceSystem(own, catalogue)}`,
});
