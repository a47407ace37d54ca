import { z } from "zod";
import { defineKind } from "./component-kind.ts";
import { text, wholeNumber } from "./values.ts";

/** One IP network. Machines linked to it, directly or over a switch, get addresses of it. */
export const subnet = defineKind({
  id: "subnet",
  title: "Subnet",
  description: "One IP network. Link machines, routers and switches to it.",
  category: "Network",
  namePrefix: "subnet",
  words: ["network", "lan", "cidr", "vlan", "segment"],
  properties: z.object({
    cidr: text("Enter a network such as 10.0.0.0/24.").default("10.0.0.0/24"),
    vlan: wholeNumber(1, 4094).nullable().default(null),
    gateway: text("Enter an address of the subnet.").nullable().default(null),
  }),
  fields: {
    cidr: {
      label: "Address range",
      placeholder: "10.0.0.0/24",
      help: "In CIDR notation.",
      parameter: true,
    },
    vlan: { label: "VLAN", help: "Left empty, any free one of the lab." },
    gateway: {
      label: "Gateway",
      placeholder: "10.0.0.1",
      help: "The default gateway of its machines; left empty, the first router in it.",
    },
  },
  countable: false,
  traits: (own) => ({
    forwarding: "segment",
    subnet: { cidr: own.cidr, vlan: own.vlan, gateway: own.gateway },
  }),
  ports: () => [{ id: "net", title: "Network", medium: "ethernet", count: null, speedMbps: null }],
  demand: () => ({ vlan: true }),
  meters: () => [],
  summary: (own) => {
    const range = own.cidr === "" ? "no address range" : own.cidr;
    return own.vlan === null ? range : `${range} · VLAN ${own.vlan}`;
  },
});
