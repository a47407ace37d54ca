import type { z } from "zod";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { baseFeeOf, baseFeeSchema, withBaseFee } from "../../../shared/billing/base-fee.ts";
import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import { signUpSchema, type SignUp } from "../../../shared/protocol/billing-procedures.ts";

/** What the form holds: text, as it was typed. */
export interface CustomerForm {
  readonly tenant: string;
  /** The first person of a new tenant; empty: nobody. */
  readonly person: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly email: string;
  readonly taxId: string;
  readonly zone: string;
  /** Empty: that of the price book. */
  readonly currency: string;
  readonly anchorDay: string;
  /** The first day of the contract. */
  readonly start: string;
  /** Empty: no base fee. */
  readonly fee: string;
  readonly cadence: string;
  readonly payment: string;
  readonly payWithinDays: string;
  /** Who shares what is billed, each with a weight: `anna 2, bela 1`; empty: one pays all. */
  readonly parties: string;
  /** Of a month, all together; empty: none. */
  readonly minimum: string;
  readonly maximum: string;
  /** What becomes of what runs when the contract ends, and how long before that it is said. */
  readonly atEnd: string;
  readonly noticeHours: string;
}
export type CustomerField = keyof CustomerForm;
type FieldErrors = Partial<Record<CustomerField, string>>;

/** What a field takes: said where something else was typed. */
const HINTS: FieldErrors = {
  tenant: "A short id with neither spaces nor slashes, such as acme.",
  person: "At most 200 letters.",
  name: "Fill in who is billed.",
  street: "Fill in the street and the number.",
  postalCode: "At most 20 letters.",
  city: "Fill in the city.",
  country: "Choose a country.",
  email: "An e-mail address, such as bills@acme.example.",
  taxId: "At most 50 letters.",
  zone: "Choose a time zone.",
  currency: "Choose a currency.",
  anchorDay: "A day from 1 to 31.",
  start: "Choose the day on which it begins.",
  fee: "An amount such as 12.00, or nothing for no fee.",
  payWithinDays: "From 0 to 365 days.",
  minimum: "An amount such as 50.00, or nothing.",
  maximum: "An amount such as 500.00, no less than the least, or nothing.",
  noticeHours: "From 0 to 8760 hours.",
  parties: "Short names with weights, such as: anna 2, bela 1.",
};

/** Of a customer who is not there yet, from this day on. */
export function emptyForm(start: string, zone: string): CustomerForm {
  const nothing = { tenant: "", person: "", name: "", street: "", postalCode: "", city: "" };
  const who = { ...nothing, country: "", email: "", taxId: "" };
  const contract = { zone, currency: "", anchorDay: "1", start, fee: "", cadence: "monthly" };
  const limits = { minimum: "", maximum: "", atEnd: "release", noticeHours: "24" };
  return { ...who, ...contract, ...limits, payment: "manual", payWithinDays: "14", parties: "" };
}

/** A contract as the form shows it. */
export function formOf({ tenant, customer, contract, terms }: CustomerContract): CustomerForm {
  const { street, postalCode, city, country } = customer.address;
  const fee = baseFeeOf(contract.overrides);
  return {
    tenant,
    person: "",
    street,
    postalCode,
    city,
    country,
    name: customer.name,
    email: customer.email,
    taxId: customer.taxId ?? "",
    zone: contract.billingZone,
    currency: contract.currency ?? "",
    anchorDay: String(contract.anchorDay),
    start: contract.start,
    fee: fee?.amount ?? "",
    cadence: fee?.cadence ?? "monthly",
    payment: terms.payment,
    payWithinDays: String(terms.payWithinDays),
    minimum: contract.minimum ?? "",
    maximum: contract.maximum ?? "",
    atEnd: terms.atEnd?.environments ?? "release",
    noticeHours: String(terms.atEnd?.noticeHours ?? 24),
    parties: contract.parties.map(({ party, weight }) => `${party} ${weight}`).join(", "),
  };
}

/** What is asked of the lab to sign somebody up; `before` is a contract of theirs that is over. */
export function signUpOf(
  form: CustomerForm,
  before: CustomerContract | undefined,
): Result<SignUp, FieldErrors> {
  const read = signUpSchema.safeParse({
    tenant: form.tenant.trim(),
    user: optional(form.person),
    customer: customerPart(form),
    contract: {
      // Another contract of the same tenant has a name of its own, by which its bills are told apart.
      ...(before !== undefined && { id: `contract-${before.revision + 1}` }),
      account: form.tenant.trim(),
      billingZone: form.zone,
      currency: optional(form.currency)?.toUpperCase(),
      anchorDay: numberOf(form.anchorDay),
      start: `${form.start}T00:00[${form.zone}]`,
      parties: partiesPart(form),
      ...limitsPart(form),
    },
    baseFee: feePart(form),
    terms: termsPart(form),
  });
  return checked(form, read);
}

/** The next revision of a contract: what the form changes of it, from an instant on. */
export function amendmentOf(
  before: CustomerContract,
  form: CustomerForm,
  now: string,
): Result<CustomerContract, FieldErrors> {
  const { contract, revision, validFrom } = before;
  const overrides = changedFee(contract.overrides, form);
  const read = customerContractSchema.safeParse({
    ...before,
    revision: revision + 1,
    validFrom: now > validFrom ? now : validFrom,
    customer: { ...before.customer, ...customerPart(form) },
    contract: {
      ...contract,
      overrides: overrides ?? [],
      parties: partiesPart(form),
      ...limitsPart(form),
    },
    terms: { ...before.terms, ...termsPart(form, formOf(before)) },
  });
  const result = checked(form, read);
  if (overrides !== null) return result;
  return err({ ...(result.ok ? {} : result.error), fee: HINTS.fee ?? "" });
}

type Overrides = CustomerContract["contract"]["overrides"];

/** A contract's own rules with the fee of the form; null when that is no amount. */
function changedFee(overrides: Overrides, form: CustomerForm): Overrides | null {
  const before = baseFeeOf(overrides);
  const isSame = form.fee === (before?.amount ?? "");
  // A rule that the form cannot show stays as it is.
  if (isSame && (before === null || before.cadence === form.cadence)) return overrides;
  if (form.fee.trim() === "") return withBaseFee(overrides, null);
  const wanted = baseFeeSchema.safeParse({ ...before, ...feePart(form) });
  return wanted.success ? withBaseFee(overrides, wanted.data) : null;
}

function customerPart(form: CustomerForm): object {
  const { name, street, postalCode, city, country, email, taxId } = form;
  const address = { street, postalCode, city, country: country.trim().toUpperCase() };
  return { name, address, email: email.trim(), taxId: optional(taxId) };
}

function feePart({ fee, cadence }: CustomerForm): object | undefined {
  return fee.trim() === "" ? undefined : { amount: fee.trim(), cadence };
}

function termsPart(form: CustomerForm, before: AtEnd = { atEnd: "release", noticeHours: "24" }) {
  const { payment, atEnd, noticeHours } = form;
  const isSame = atEnd === before.atEnd && noticeHours.trim() === before.noticeHours;
  return {
    payment,
    payWithinDays: numberOf(form.payWithinDays),
    // What nobody touched stays left out, where it was.
    ...(!isSame && { atEnd: { environments: atEnd, noticeHours: numberOf(noticeHours) } }),
  };
}

type AtEnd = Pick<CustomerForm, "atEnd" | "noticeHours">;

function limitsPart({ minimum, maximum }: CustomerForm) {
  return { minimum: optional(minimum), maximum: optional(maximum) };
}

/** Without a weight somebody counts once. */
function partiesPart({ parties }: CustomerForm): { party: string; weight: string }[] {
  if (parties.trim() === "") return [];
  return parties.split(/[,;]/).map((part) => {
    const [party = "", weight = "1", ...more] = part.trim().split(/\s+/);
    // More than a name and a number is neither.
    return { party, weight: more.length === 0 ? weight : "" };
  });
}

function optional(text: string): string | undefined {
  return text.trim() === "" ? undefined : text.trim();
}

/** An empty field is no zero. */
function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** Where a field stands in a request. */
const PATHS: Readonly<Record<string, CustomerField>> = {
  tenant: "tenant",
  user: "person",
  "customer.name": "name",
  "customer.address.street": "street",
  "customer.address.postalCode": "postalCode",
  "customer.address.city": "city",
  "customer.address.country": "country",
  "customer.email": "email",
  "customer.taxId": "taxId",
  "contract.account": "tenant",
  "contract.billingZone": "zone",
  "contract.currency": "currency",
  "contract.anchorDay": "anchorDay",
  "contract.start": "start",
  "baseFee.amount": "fee",
  "terms.payWithinDays": "payWithinDays",
  "terms.atEnd.noticeHours": "noticeHours",
  "contract.minimum": "minimum",
  "contract.maximum": "maximum",
};

/** The request, or what is wrong with which field. */
function checked<T>(form: CustomerForm, read: z.ZodSafeParseResult<T>): Result<T, FieldErrors> {
  const wrong: CustomerField[] = (read.error?.issues ?? []).map(
    // What nobody typed cannot be wrong but for what it was made of.
    ({ path }) => PATHS[path.join(".")] ?? (path[1] === "parties" ? "parties" : "tenant"),
  );
  // Any text is a currency to a contract; what cannot be shown as money is none here.
  if (!/^([a-z]{3})?$/i.test(form.currency.trim())) wrong.push("currency");
  const { minimum = "0", maximum = "Infinity" } = limitsPart(form);
  if (Number(maximum) < Number(minimum)) wrong.push("maximum");
  // Somebody named twice, or who pays nothing, is a slip.
  const parties = partiesPart(form);
  const named = new Set(parties.map(({ party }) => party));
  if (named.size < parties.length || parties.some(({ weight }) => /^[0.]+$/.test(weight)))
    wrong.push("parties");
  if (read.success && wrong.length === 0) return ok(read.data);
  return err(Object.fromEntries(wrong.map((field) => [field, HINTS[field] ?? ""])));
}
