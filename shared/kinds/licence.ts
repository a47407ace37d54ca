import { z } from "zod";
import { defineKind } from "./component-kind.ts";
import { counted, itemName, wholeNumber } from "./values.ts";

/** Seats of a licence product, for the software of the whole design. */
export const licence = defineKind({
  id: "licence",
  title: "Licence",
  description: "Seats of a licence product; they cover the software of the whole design.",
  category: "Software",
  namePrefix: "licence",
  words: ["license", "seats", "subscription", "entitlement"],
  properties: z.object({
    product: itemName().nullable().default(null),
    seats: wholeNumber(1, 1_000_000).default(1),
  }),
  fields: {
    product: { label: "Product", choose: "licenceProducts" },
    seats: {
      label: "Seats",
      help: "One for each machine the software is installed on.",
      parameter: true,
    },
  },
  countable: false,
  traits: (own) => ({
    forwarding: "none",
    seats: { product: own.product, seats: own.seats },
  }),
  ports: () => [],
  demand: (own) =>
    own.product === null ? {} : { seats: { product: own.product, seats: own.seats } },
  meters: (own) =>
    own.product === null
      ? []
      : [{ meter: "licence", item: own.product, quantity: String(own.seats) }],
  summary: (own, catalogue) =>
    own.product === null
      ? "no product chosen"
      : `${counted(own.seats, "seat")} · ${catalogue.find("licenceProducts", own.product)?.name ?? own.product}`,
});
