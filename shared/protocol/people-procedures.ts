import { z } from "zod";
import { peopleChangeSchema } from "./people-change.ts";
import { id, lab, nothing, own, procedure } from "./procedure.ts";
import { roleSchema } from "./roles.ts";

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  active: z.boolean(),
});
const tokenSchema = z.object({
  id: z.string(),
  user: z.string(),
  label: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revoked: z.boolean(),
});
const issuedSchema = tokenSchema.extend({ secret: z.string() });
const newUser = z.object({ name: z.string().min(1), roles: z.array(roleSchema).min(1) });
const wantedToken = z.object({
  user: z.string(),
  label: z.string().min(1),
  expiresAt: z.iso.datetime().nullable().default(null),
});

/** A tenant's people, by its own operators. */
export const userProcedures = {
  list: procedure
    .meta(own("operator"))
    .route({ method: "GET", path: "/users" })
    .output(z.array(userSchema)),
  /**
   * What they are called, those too who were shut out: whoever works with them reads names, not ids. Lab admins,
   * who see whose everything in the lab is, learn those of all tenants.
   */
  names: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/users/names" })
    .output(z.array(z.object({ id: z.string(), name: z.string() }))),
  create: procedure
    .meta(own("operator"))
    .route({ method: "POST", path: "/users" })
    .input(newUser)
    .output(userSchema),
  remove: procedure
    .meta(own("operator"))
    .route({ method: "DELETE", path: "/users/{id}" })
    .input(id)
    .output(nothing),
  /**
   * Who let whom in and shut whom out, newest first: what was done about the tenant's own people, whoever did it, and
   * what the tenant's operators did about those of others.
   */
  changes: procedure
    .meta(own("customer", "operator"))
    .route({ method: "GET", path: "/users/changes" })
    .input(
      z.object({
        before: z.coerce.number().int().nullable().default(null),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(peopleChangeSchema)),
};

/** What a tenant's people and programs come in by. */
export const tokenProcedures = {
  list: procedure
    .meta(own("operator"))
    .route({ method: "GET", path: "/tokens" })
    .output(z.array(tokenSchema)),
  /** The only time the token itself is shown. */
  issue: procedure
    .meta(own("operator"))
    .route({ method: "POST", path: "/tokens" })
    .input(wantedToken)
    .output(issuedSchema),
  /** Closes what is open with it within a second. */
  revoke: procedure
    .meta(own("operator"))
    .route({ method: "DELETE", path: "/tokens/{id}" })
    .input(id)
    .output(nothing),
};

const tenant = z.object({ tenant: z.string() });
const ofTenant = tenant.extend({ id: z.string() });

/**
 * The people of any tenant, by whoever runs the lab: a customer whose last token is lost has nobody else to let it in.
 * Everything that is done so is in the history of both tenants.
 */
export const tenantProcedures = {
  list: procedure
    .meta(lab("operator"))
    .route({ method: "GET", path: "/tenants" })
    .output(z.array(z.object({ id: z.string(), name: z.string() }))),
  users: procedure
    .meta(lab("operator"))
    .route({ method: "GET", path: "/tenants/{tenant}/users" })
    .input(tenant)
    .output(z.array(userSchema)),
  /** In another tenant only with roles that reach no further: `role-of-lab`. */
  addUser: procedure
    .meta(lab("operator"))
    .route({ method: "POST", path: "/tenants/{tenant}/users" })
    .input(newUser.extend(tenant.shape))
    .output(userSchema),
  removeUser: procedure
    .meta(lab("operator"))
    .route({ method: "DELETE", path: "/tenants/{tenant}/users/{id}" })
    .input(ofTenant)
    .output(nothing),
  tokens: procedure
    .meta(lab("operator"))
    .route({ method: "GET", path: "/tenants/{tenant}/tokens" })
    .input(tenant)
    .output(z.array(tokenSchema)),
  /** The only time the token itself is shown. */
  issueToken: procedure
    .meta(lab("operator"))
    .route({ method: "POST", path: "/tenants/{tenant}/tokens" })
    .input(wantedToken.extend(tenant.shape))
    .output(issuedSchema),
  /** Closes what is open with it within a second. */
  revokeToken: procedure
    .meta(lab("operator"))
    .route({ method: "DELETE", path: "/tenants/{tenant}/tokens/{id}" })
    .input(ofTenant)
    .output(nothing),
};
