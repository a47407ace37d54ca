import type { Account } from "./accrual.ts";
import type { Bill } from "./bill.ts";
import { customerContractSchema, type CustomerContract } from "./customer-contract.ts";
import { draft, type Drafting } from "./draft.ts";
import { billNumber, issued, numberRow } from "./issue.ts";
import { bookSchema, type PriceBook } from "../pricing/engine/book.ts";
import { segmentSchema, type Segment } from "../pricing/engine/segments.ts";
import type { z } from "zod";

type Changes<S extends z.ZodType> = Partial<z.input<S>>;

/** A contract with Acme from the beginning of 2026 on. */
export function someContract(
  contract: Partial<z.input<typeof customerContractSchema>["contract"]> = {},
  change: Changes<typeof customerContractSchema> = {},
): CustomerContract {
  return customerContractSchema.parse({
    tenant: "acme",
    revision: 1,
    validFrom: "2026-01-01T00:00:00Z",
    customer: {
      name: "Acme Ltd.",
      address: { street: "Main Street 1", postalCode: "10115", city: "Berlin", country: "DE" },
      email: "bills@acme.example",
    },
    contract: { account: "acme", start: "2026-01-01T00:00:00Z", ...contract },
    ...change,
  });
}

/** A machine hour at 0.07, with tax, and whatever else is said. */
export function someBook(change: Changes<typeof bookSchema> = {}): PriceBook {
  return bookSchema.parse({
    id: "lab",
    currency: "EUR",
    settings: { taxes: { VAT: "19" } },
    rules: [hourly()],
    ...change,
  });
}

export function hourly(price = "0.07") {
  return {
    id: "machine",
    title: "Machine hour",
    kind: "usage" as const,
    meter: "instance",
    pricing: { shape: "unit" as const, price },
  };
}

export function used(
  start: string,
  end: string | null,
  change: Changes<typeof segmentSchema> = {},
): Segment {
  return segmentSchema.parse({
    meter: "instance",
    node: "web",
    environment: "course",
    start,
    end,
    ...change,
  });
}

/** A customer's account in memory, which issues as the store does. */
export class SketchAccount {
  revisions: CustomerContract[];
  books: PriceBook[];
  segments: Segment[];
  bills: Bill[] = [];

  constructor(revisions: CustomerContract[], books: PriceBook[], segments: Segment[]) {
    this.revisions = revisions;
    this.books = books;
    this.segments = segments;
  }

  get account(): Account {
    const { revisions, books, segments, bills } = this;
    return { revisions, books, segments, issued: bills, next: bills.length + 1, tzdb: "test" };
  }

  drafts(drafting: Drafting): readonly Bill[] {
    const made = draft(this.account, drafting);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return made.value;
  }

  /** What became issued. */
  issue(kind: Drafting["kind"], at: string): readonly Bill[] {
    const now = Date.parse(at);
    return this.drafts({ kind, now }).map((one) => this.keep(one, now));
  }

  /** Every whole period that is over by then, in order. */
  issueAll(at: string): readonly Bill[] {
    const all: Bill[] = [];
    for (;;) {
      const next = this.issue("periodic", at);
      if (next.length === 0) return all;
      all.push(...next);
    }
  }

  keep(made: Bill, now: number): Bill {
    const row = numberRow(someContract());
    const bill = issued(made, billNumber(row, this.bills.length + 1), now);
    if (made.voids)
      this.bills = this.bills.map((one) =>
        one.sequence === made.corrects ? { ...one, status: "void" } : one,
      );
    this.bills.push(bill);
    return bill;
  }
}
