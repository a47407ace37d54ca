import { toInstant } from "../../../shared/base/clock.ts";
import { baseFeeOf, withBaseFee, type BaseFee } from "../../../shared/billing/base-fee.ts";
import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import { declaredFee, type DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import type { SignUp } from "../../../shared/protocol/billing-procedures.ts";
import { TENANT_ROLES } from "../../../shared/protocol/roles.ts";
import { bookAt } from "../metering/book-at.ts";
import { addUser, doing, issueTo, type Doing, type PeopleContext } from "../people/people.ts";
import type { Session } from "../server/session.ts";
import type { AccountContext } from "./account.ts";

/**
 * Makes a customer of somebody: the tenant, its contract, and its first person with a token to come in with, when
 * asked for. What is there already stays.
 */
export async function signUp(
  context: PeopleContext & AccountContext,
  by: Omit<Session, "token">,
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
  if (user === undefined) return { contract, secret: null };
  const whose = known.find(({ id }) => id === tenant) ?? {
    id: tenant,
    name: name ?? customer.name,
  };
  return { contract, secret: await firstToken(context, doing(by, whose), user) };
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

async function firstToken(context: PeopleContext, doing: Doing, name: string): Promise<string> {
  const user = await addUser(context, doing, { name, roles: TENANT_ROLES });
  return (await issueTo(context, doing, user, { label: "signed up", expiresAt: null })).secret;
}
