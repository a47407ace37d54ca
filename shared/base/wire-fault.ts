import { z } from "zod";

/** A fault as it travels; the code is checked on arrival, so an unknown one from a newer daemon still shows. */
export const faultSchema = z.object({
  code: z.string(),
  where: z.string().optional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export type WireFault = z.infer<typeof faultSchema>;
