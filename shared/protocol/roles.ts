import { z } from "zod";

/** What a person may be. One user may have several. */
export const ROLES = ["architect", "lab-admin", "customer", "operator"] as const;
/** The roles that reach no further than their own tenant; the others act on the lab, which tenants share. */
export const TENANT_ROLES = ["architect", "customer"] as const satisfies readonly Role[];
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Carried by every procedure; the server refuses a procedure without it. */
export interface ProcedureMeta {
  /** Any one of these suffices. */
  readonly roles: readonly Role[];
  /**
   * Whose data it touches. `tenant`: only the session's own, and a foreign id answers like a missing one.
   * `lab`: the hardware, which tenants share. `self`: nothing but the caller.
   */
  readonly scope: "tenant" | "lab" | "self";
}
