import { z } from "zod";
import { termsSchema } from "../pricing/terms.ts";
import { own, procedure } from "./procedure.ts";

/** What usage is priced by. */
export const termsProcedures = {
  /**
   * The book and contract by which the caller's usage is priced now; or one environment's, which stays with its
   * book. All revisions of the book are in it, each for its own time.
   */
  get: procedure
    .meta(own("architect", "lab-admin", "customer", "operator"))
    .route({ method: "GET", path: "/terms" })
    .input(z.object({ environment: z.string().optional() }))
    .output(termsSchema),
};
