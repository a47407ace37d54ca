import { z } from "zod";
import { vlanBridgeSchema } from "./vlan-bridge.ts";

const simulatedSchema = z.object({
  driver: z.literal("simulated"),
  hosts: z.int().min(1).max(10_000),
  /** 1 is real time; 10 boots ten times as fast. */
  speed: z.number().min(0.1).max(10_000).default(1),
  seed: z.int().default(1),
});

const incusSchema = z.object({
  driver: z.literal("incus"),
  /** Left out: each subnet is a bridge of its own, and its VLAN is on no cable. */
  vlans: vlanBridgeSchema.optional(),
});

const socketSchema = incusSchema.extend({ socket: z.string() });

const securedSchema = incusSchema.extend({
  url: z.url({ protocol: /^https$/ }),
  certificate: z.string(),
  key: z.string(),
  /** SHA-256 of the server's certificate, hexadecimal, when no public authority vouches for it. */
  serverFingerprint: z.string().optional(),
});

/** Where a driver finds its server. Secrets are accepted, stored, and never sent back. */
export const connectionSchema = z.union([simulatedSchema, socketSchema, securedSchema]);
export type Connection = z.infer<typeof connectionSchema>;

/** Where a server is, as lab admins are shown it: the key stays with the daemon. */
export const shownConnectionSchema = z.union([
  simulatedSchema.pick({ driver: true, hosts: true }),
  socketSchema,
  securedSchema.omit({ key: true }),
]);
export type ShownConnection = z.infer<typeof shownConnectionSchema>;

/** Another way to a server: of what secures it, what is left out stays as it is. */
export const changedConnectionSchema = z.union([
  z.object({
    socket: z.string().min(1),
    /** Null: on no bridge any more. */
    vlans: vlanBridgeSchema.nullable().optional(),
  }),
  z.object({
    url: z.url({ protocol: /^https$/ }),
    certificate: z.string().min(1).optional(),
    key: z.string().min(1).optional(),
    /** Null: a public authority vouches for it now. */
    serverFingerprint: z.string().nullable().optional(),
    vlans: vlanBridgeSchema.nullable().optional(),
  }),
]);
export type ChangedConnection = z.infer<typeof changedConnectionSchema>;

/** Faults a user can switch on in a simulated lab, each with how likely or where. */
export const simulatedFaultsSchema = z.object({
  slowBoot: z.boolean().default(false),
  deadHost: z.string().nullable().default(null),
  fullDisk: z.string().nullable().default(null),
  lostConsole: z.boolean().default(false),
});
export type SimulatedFaults = z.infer<typeof simulatedFaultsSchema>;
