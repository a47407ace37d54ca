import { z } from "zod";
import type { ComputeDemand, Demand, FieldHint, Standing } from "./component-kind.ts";
import { choice, text } from "./values.ts";

/** How far apart machines stand, from one host to one site. */
export const STANDING_LEVELS = ["host", "rack", "switch", "site"] as const;
export type StandingLevel = (typeof STANDING_LEVELS)[number];

/** What everything that runs on a host may ask about where it stands. */
export const standingProperties = {
  apart: choice(STANDING_LEVELS).nullable().default(null),
  together: choice(STANDING_LEVELS).nullable().default(null),
  wholeHost: z.boolean("Choose yes or no.").default(false),
  features: z.array(text("Enter a feature such as gpu."), "Enter a list of features.").default([]),
};

export const standingFields = {
  apart: {
    label: "Keep apart",
    help: "Each of them on another host, in another rack, under another switch or on another site.",
    advanced: true,
  },
  together: {
    label: "Keep together",
    help: "All of them on one host, in one rack, under one switch or on one site.",
    advanced: true,
  },
  wholeHost: {
    label: "Host for itself",
    help: "Nothing else runs on the host; all of it is held.",
    advanced: true,
  },
  features: {
    label: "Host features",
    help: "What the host must have, as the lab names it.",
    placeholder: "gpu",
    advanced: true,
  },
} as const satisfies Readonly<Record<string, FieldHint>>;

type Own = z.output<z.ZodObject<typeof standingProperties>>;

/** What a machine of that size demands with these wishes. */
export function demandOf(
  own: Own,
  size: Omit<ComputeDemand, "features">,
): Pick<Demand, "compute" | "standing"> {
  const bareMetal = size.bareMetal || own.wholeHost;
  const features = [...new Set(own.features)].toSorted();
  const standing: Standing = { apart: own.apart, together: own.together };
  const compute: ComputeDemand = { ...size, bareMetal, features };
  return own.apart === null && own.together === null ? { compute } : { compute, standing };
}
