import { toInstant } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import { withBaseFee } from "../../../shared/billing/base-fee.ts";
import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import type { SignUp } from "../../../shared/protocol/billing-procedures.ts";
import { hashToken } from "../server/access.ts";
import type { AccountContext } from "./account.ts";

type SigningUp = AccountContext & { readonly random: Random };

/**
 * Makes a customer of somebody: the tenant, its contract, and its first person with a token to come in with, when
 * asked for. What is there already stays.
 */
export async function signUp(
  context: SigningUp,
  { name, user, baseFee, ...rest }: SignUp,
): Promise<{ contract: CustomerContract; secret: string | null }> {
  const { store, clock } = context;
  const { tenant, customer } = rest;
  const known = await store.listTenants();
  if (!known.some(({ id }) => id === tenant))
    await store.putTenant({ id: tenant, name: name ?? customer.name });
  const newest = await store.contract(tenant);
  const own = rest.contract.overrides;
  const overrides = baseFee === undefined ? own : withBaseFee(own, baseFee);
  const contract = customerContractSchema.parse({
    ...rest,
    revision: (newest?.revision ?? 0) + 1,
    validFrom: rest.contract.start,
    contract: { ...rest.contract, overrides },
  });
  await store.putContract(tenant, contract, toInstant(clock.now()));
  return { contract, secret: user === undefined ? null : await firstToken(context, tenant, user) };
}

/** Only its hash is kept. */
async function firstToken(
  { store, clock, random }: SigningUp,
  tenant: string,
  name: string,
): Promise<string> {
  const id = `user-${random.hex(8)}`;
  const secret = `lw_${random.hex(32)}`;
  await store.putUser({ id, tenant, name, roles: ["architect", "customer"], active: true });
  await store.putToken(
    {
      id: `token-${random.hex(8)}`,
      tenant,
      user: id,
      label: "signed up",
      createdAt: toInstant(clock.now()),
      expiresAt: null,
      revokedAt: null,
    },
    hashToken(secret),
  );
  return secret;
}
