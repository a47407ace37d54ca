import { z } from "zod";
import { roleSchema } from "./roles.ts";

const named = z.object({ id: z.string(), name: z.string() });
const token = z.object({ id: z.string(), label: z.string() });

/** What was done about who gets in; it is never taken back, only followed by another. */
export const peopleChangeBodySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("user-added"), user: named, roles: z.array(roleSchema) }),
  /** With all tokens that they had. */
  z.object({ type: z.literal("user-removed"), user: named }),
  z.object({
    type: z.literal("token-issued"),
    user: named,
    token,
    expiresAt: z.iso.datetime().nullable(),
  }),
  z.object({ type: z.literal("token-revoked"), user: named, token }),
]);

export type PeopleChangeBody = z.infer<typeof peopleChangeBodySchema>;

/** One line of a tenant's history of its people, or of what its operators did for another tenant's. */
export const peopleChangeSchema = z.object({
  /** Counts up in each tenant's history. */
  number: z.int(),
  at: z.iso.datetime(),
  /** Whose people they are. */
  tenant: named,
  /** Who did it, and of which tenant they are. */
  by: named.extend({ tenant: named }),
  body: peopleChangeBodySchema,
});

export type PeopleChange = z.infer<typeof peopleChangeSchema>;

/** `Lena of Lab issued the token "laptop" to Ada of Acme`: who did what, as names. */
export function peopleChangeText({ tenant, by, body }: Omit<PeopleChange, "number">): string {
  return `${by.name} of ${by.tenant.name} ${deed(body)} of ${tenant.name}`;
}

function deed(body: PeopleChangeBody): string {
  switch (body.type) {
    case "user-added":
      return `added ${body.user.name} (${body.roles.join(", ")})`;
    case "user-removed":
      return `shut out ${body.user.name}`;
    case "token-issued":
      return `issued the token “${body.token.label}” to ${body.user.name}`;
    case "token-revoked":
      return `revoked the token “${body.token.label}” of ${body.user.name}`;
  }
}
