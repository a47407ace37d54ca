import { z } from "zod";

/** Where a driver finds its server. Secrets are accepted, stored, and never sent back. */
export const connectionSchema = z.union([
  z.object({
    driver: z.literal("simulated"),
    hosts: z.int().min(1).max(10_000),
    /** 1 is real time; 10 boots ten times as fast. */
    speed: z.number().min(0.1).max(10_000).default(1),
    seed: z.int().default(1),
  }),
  z.object({ driver: z.literal("incus"), socket: z.string() }),
  z.object({
    driver: z.literal("incus"),
    url: z.url({ protocol: /^https$/ }),
    certificate: z.string(),
    key: z.string(),
    /** SHA-256 of the server's certificate, hexadecimal, when no public authority vouches for it. */
    serverFingerprint: z.string().optional(),
  }),
]);
export type Connection = z.infer<typeof connectionSchema>;

/** Faults a user can switch on in a simulated lab, each with how likely or where. */
export const simulatedFaultsSchema = z.object({
  slowBoot: z.boolean().default(false),
  deadHost: z.string().nullable().default(null),
  fullDisk: z.string().nullable().default(null),
  lostConsole: z.boolean().default(false),
});
export type SimulatedFaults = z.infer<typeof simulatedFaultsSchema>;
