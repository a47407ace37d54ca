import { z } from "zod";

const idSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);

/** A port that people outside reach. */
const openPortSchema = z.object({
  protocol: z.enum(["tcp", "udp"]),
  port: z.int().min(1).max(65_535),
});

/** Machines that do one part of a service's work. */
const tierSchema = z.looseObject({
  id: idSchema,
  title: z.string(),
  /** What its node is called, e.g. `mail`. */
  name: idSchema,
  /** Which of the service's networks it is in; tiers that name the same one share a subnet. */
  network: idSchema,
  /** What it runs; what these need in turn is found by completion. */
  applications: z.array(z.string()).min(1),
  /** What one user adds to what the software itself takes. */
  perUser: z.object({
    cores: z.number().min(0),
    memoryMiB: z.number().min(0),
    /** Kept for the user: on the machine's own disk or a volume. */
    dataGiB: z.number().min(0),
  }),
  /** Where those figures come from; an assumption is called one. */
  source: z.string().min(1),
  atLeast: z.int().min(1).default(1),
  /** Several machines can share the users among them; else one machine carries all. */
  scales: z.boolean().default(false),
  /** As soon as there are several, a load balancer takes connections for them here. */
  balanced: z
    .object({ port: z.int().min(1).max(65_535), protocol: z.enum(["tcp", "http"]) })
    .optional(),
  fromInternet: z.array(openPortSchema).default([]),
});

/** The devices people use a service with. */
const clientsSchema = z.looseObject({
  title: z.string(),
  name: idSchema,
  network: idSchema,
  applications: z.array(z.string()).min(1),
  /** Devices for each user; below one where they take turns. */
  perUser: z.number().positive(),
  /** Whether they are part of the product unless said otherwise. */
  usual: z.boolean(),
  source: z.string().min(1),
});

/**
 * What people mean by "e-mail" or "a web site": the applications it takes, how much a user adds, and who
 * must be able to reach it. Data in `assets/catalogue/services.json`; completion makes a product of it.
 */
const serviceSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  /** More words to find it by. */
  words: z.array(z.string()).default([]),
  /** What it needs of the way to the Internet; left out: it has no use for one. */
  internet: z.object({ mbpsPerUser: z.number().positive(), source: z.string().min(1) }).optional(),
  tiers: z.array(tierSchema).min(1),
  clients: clientsSchema.optional(),
});

export const servicesSchema = z.array(serviceSchema);

export type ServiceProfile = z.infer<typeof serviceSchema>;
export type ServiceTier = z.infer<typeof tierSchema>;
