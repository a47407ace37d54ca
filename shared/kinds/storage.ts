import { z } from "zod";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { defineKind } from "./component-kind.ts";
import { formatGibibytes, formatMegabits } from "../base/units.ts";
import { itemName, wholeNumber } from "./values.ts";

const properties = z.object({
  storageClass: itemName().default("ssd-array"),
  capacityGiB: wholeNumber(1, 1_048_576).default(100),
  bandwidthMbps: wholeNumber(1, 1_000_000).nullable().default(null),
  shared: z.boolean("Choose yes or no.").default(false),
});

type Properties = z.output<typeof properties>;

/** 1 Gb/s stands in for a class the catalogue does not have; a rule reports it. */
function bandwidthOf(own: Properties, catalogue: Catalogue): number {
  return (
    own.bandwidthMbps ?? catalogue.find("storageClasses", own.storageClass)?.bandwidthMbps ?? 1000
  );
}

/** A volume or disk array that machines attach. */
export const storage = defineKind({
  id: "storage",
  title: "Storage",
  description: "A volume or disk array. Link it to the disk port of the machines that use it.",
  category: "Storage",
  namePrefix: "disk",
  words: ["volume", "disk array", "san", "nas", "block"],
  properties,
  fields: {
    storageClass: { label: "Storage class", choose: "storageClasses" },
    capacityGiB: { label: "Capacity", unit: "GiB", parameter: true },
    bandwidthMbps: {
      label: "Bandwidth",
      unit: "Mb/s",
      help: "What it must deliver; left empty, what its class delivers.",
    },
    shared: {
      label: "Shared",
      help: "Several machines may attach it at once. Off: one machine only.",
    },
  },
  countable: true,
  traits: (own, catalogue) => ({
    forwarding: "none",
    storageClass: own.storageClass,
    volume: {
      capacityGiB: own.capacityGiB,
      bandwidthMbps: bandwidthOf(own, catalogue),
      shared: own.shared,
    },
  }),
  ports: (own, catalogue) => [
    {
      id: "attach",
      title: "Attachment",
      medium: "storage",
      count: own.shared ? null : 1,
      speedMbps: bandwidthOf(own, catalogue),
    },
  ],
  demand: (own, catalogue) => ({
    volume: { capacityGiB: own.capacityGiB, bandwidthMbps: bandwidthOf(own, catalogue) },
  }),
  meters: (own) => [
    { meter: "storage", item: own.storageClass, quantity: String(own.capacityGiB) },
  ],
  summary: (own, catalogue) =>
    `${formatGibibytes(own.capacityGiB)}, ${formatMegabits(bandwidthOf(own, catalogue))}`,
});
