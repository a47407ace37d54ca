import { z } from "zod";
import { refusalSchema } from "../placement/placement.ts";
import { differenceSchema } from "../plan/difference.ts";
import { stayingSchema } from "../plan/staying.ts";
import { decimalSchema } from "../base/money.ts";
import { faultSchema } from "./environment.ts";

const beforeAndAfterSchema = z.object({ before: decimalSchema, after: decimalSchema });

/** What applying a changed design to an environment would do. */
export const changePlanSchema = z.object({
  /** The revision that it was planned for, to be named when it is applied. */
  revision: z.int(),
  /** Why it cannot be applied; empty when it can. */
  stops: z.array(faultSchema),
  /** Why the lab cannot hold it; empty when it can. */
  refusals: z.array(refusalSchema),
  /** Null where the lab cannot hold it. */
  change: differenceSchema.nullable(),
  /** What it does not move off what is out of use; null where nothing stays there. */
  staying: stayingSchema.nullable().default(null),
  price: z.object({
    currency: z.string(),
    hour: beforeAndAfterSchema,
    /** For what is left of the booking. */
    rest: beforeAndAfterSchema,
  }),
});
export type ChangePlan = z.infer<typeof changePlanSchema>;
