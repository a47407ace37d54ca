import { z } from "zod";
import type { DesignNode } from "../design/design.ts";
import {
  applianceDemand,
  applianceFields,
  appliancePorts,
  applianceProperties,
  applianceSoftware,
} from "./appliance.ts";
import { defineKind } from "./component-kind.ts";
import { choice, counted, text } from "./values.ts";

const END = "Enter a network such as 10.0.0.0/24, the name of a node, or any.";

const ruleSchema = z.object({
  action: choice(["allow", "deny"]).default("allow"),
  protocol: choice(["any", "tcp", "udp", "icmp"]).default("any"),
  source: text(END).default("any"),
  destination: text(END).default("any"),
  port: text("Enter a port, a range such as 80-90, or any.").default("any"),
});

/** Forwards between its subnets what its rules allow. The first rule that matches decides. */
export const firewall = defineKind({
  id: "firewall",
  title: "Firewall",
  description: "Joins subnets and lets through what its rules allow; answers are always let back.",
  category: "Network",
  namePrefix: "firewall",
  words: ["filter", "security", "rules", "dmz", "gateway"],
  properties: applianceProperties.extend({
    rules: z.array(ruleSchema, "Enter a list of rules.").default([]),
    defaultAction: choice(["allow", "deny"]).default("deny"),
  }),
  fields: {
    ...applianceFields,
    rules: { label: "Rules", help: "Tried from the top; the first that matches decides." },
    defaultAction: { label: "Otherwise", help: "What happens to traffic that no rule matches." },
  },
  countable: true,
  traits: (own) => ({
    forwarding: "router",
    software: applianceSoftware(own),
    filter: { rules: own.rules, defaultAction: own.defaultAction },
  }),
  ports: appliancePorts,
  demand: applianceDemand,
  meters: () => [{ meter: "appliance", item: "firewall", quantity: "1" }],
  summary: (own) => `${counted(own.rules.length, "rule")}, otherwise ${own.defaultAction}`,
  renameNodes: (properties, rename) => {
    const { rules } = properties;
    if (!Array.isArray(rules)) return properties;
    const changed = rules.map((rule) => renameEnds(rule, rename));
    return changed.every((rule, index) => rule === rules[index])
      ? properties
      : { ...properties, rules: changed };
  },
});

type Json = DesignNode["properties"][string];

/** A rule as the file has it, whatever it has there. */
function renameEnds(rule: Json, rename: (name: string) => string): Json {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return rule;
  const ends = ["source", "destination"].flatMap((side) => {
    const end = rule[side];
    if (typeof end !== "string" || end.trim() === "any") return [];
    const name = rename(end.trim());
    return name === end.trim() ? [] : [[side, name] as const];
  });
  return ends.length === 0 ? rule : { ...rule, ...Object.fromEntries(ends) };
}
