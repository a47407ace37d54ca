import { oc } from "@orpc/contract";
import { z } from "zod";
import type { ProcedureMeta } from "./roles.ts";

/** What every procedure of the contract is made from. */
export const procedure = oc.$meta<ProcedureMeta>({ roles: [], scope: "self" });

/** A procedure about the caller's own tenant. */
export const own = (...roles: ProcedureMeta["roles"][number][]): ProcedureMeta => ({
  roles,
  scope: "tenant",
});

/** A procedure about the lab, which tenants share. */
export const lab = (...roles: ProcedureMeta["roles"][number][]): ProcedureMeta => ({
  roles,
  scope: "lab",
});

export const id = z.object({ id: z.string() });
export const nothing = z.object({});
