import { toInstant } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import { baseFeeOf, withBaseFee, type BaseFee } from "../../../shared/billing/base-fee.ts";
import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import { declaredFee, type DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import type { SignUp } from "../../../shared/protocol/billing-procedures.ts";
import { bookAt } from "../metering/book-at.ts";
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
  const fee = baseFee ?? (baseFeeOf(own) === null ? await feeDeclared(context, rest) : null);
  const overrides = fee === null ? own : withBaseFee(own, fee);
  const contract = customerContractSchema.parse({
    ...rest,
    revision: (newest?.revision ?? 0) + 1,
    validFrom: rest.contract.start,
    contract: { ...rest.contract, overrides },
  });
  await store.putContract(tenant, contract, toInstant(clock.now()));
  return { contract, secret: user === undefined ? null : await firstToken(context, tenant, user) };
}

/** The fee that the price book sets by what is declared; null where it sets none, or nothing is declared. */
async function feeDeclared(
  context: AccountContext,
  { contract: { start }, expectedUsage }: Pick<SignUp, "contract" | "expectedUsage">,
): Promise<BaseFee | null> {
  return (await quoteDeclared(context, { start, expectedUsage })).fee;
}

/** What the book that holds at the start of a contract asks, and the fee that follows from the answers. */
export async function quoteDeclared(
  { store }: Pick<AccountContext, "store">,
  { start, expectedUsage }: { readonly start: string } & Pick<SignUp, "expectedUsage">,
): Promise<DeclaredFeeQuote> {
  const book = await bookAt(store, start);
  if (book === null) return { currency: "", asks: [], fee: null, parts: [] };
  return declaredFee(book, expectedUsage);
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
