import { z } from "zod";
import { defineKind } from "./component-kind.ts";
import { formatMegabits } from "../base/units.ts";
import { wholeNumber } from "./values.ts";

/** The world outside the lab. What must reach it, or be reached from it, has a way here. */
export const internet = defineKind({
  id: "internet",
  title: "Internet",
  description: "The world outside the lab. Link a router or firewall to it.",
  category: "Outside",
  namePrefix: "internet",
  words: ["wan", "outside", "uplink", "world"],
  properties: z.object({
    bandwidthMbps: wholeNumber(1, 400_000).default(1000),
  }),
  fields: {
    bandwidthMbps: { label: "Bandwidth", unit: "Mb/s", parameter: true },
  },
  countable: false,
  traits: (properties) => ({
    forwarding: "outside",
    internet: { bandwidthMbps: properties.bandwidthMbps },
  }),
  ports: (properties) => [
    {
      id: "net",
      title: "Way in",
      medium: "ethernet",
      count: null,
      speedMbps: properties.bandwidthMbps,
    },
  ],
  demand: () => ({ outsideAddresses: 1 }),
  meters: (properties) => [
    { meter: "bandwidth", item: "internet", quantity: String(properties.bandwidthMbps) },
  ],
  summary: (properties) => formatMegabits(properties.bandwidthMbps),
});
