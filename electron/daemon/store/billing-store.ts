import type { Instant } from "../../../shared/base/clock.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { Bill, BillPayment, BillSummary } from "../../../shared/billing/bill.ts";
import type { Budget, Threshold } from "../../../shared/billing/budget.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { Message } from "../../../shared/billing/message.ts";
import type { ReportSchedule } from "../../../shared/billing/status-report.ts";

/** A threshold that was told of. */
export interface BudgetAlert extends Threshold {
  readonly budget: string;
  readonly period: string;
  readonly at: Instant;
}

/** What is to be stopped, because a budget is spent. */
export interface BudgetStop {
  readonly tenant: string;
  readonly budget: string;
  readonly period: string;
  readonly stopAt: Instant;
}

/** A message that waits to be sent. */
export interface Waiting {
  readonly message: Message;
  readonly attempts: number;
}

export interface Issuing {
  readonly tenant: string;
  /** The customer's last bill that the drafts were made after: with another one nothing is issued. */
  readonly after: number;
  /** Drafts that follow each other, from `after` + 1 on. */
  readonly drafts: readonly Bill[];
  /** Of numbers. */
  readonly row: string;
  readonly at: Instant;
  /** Made of what becomes issued, and stored with it: no bill without its message. */
  readonly channels: readonly Message["channel"][];
}

/** The part of the store that is about money. */
export interface BillingStore {
  // Contracts: revisions that never change
  /**
   * Adds a tenant's next revision; the same again is harmless. What it entitles to becomes the tenant's limits, as
   * soon as it holds. Rejects with `already-exists` (another one of that number) or `contract-invalid`.
   */
  putContract(tenant: string, contract: CustomerContract, at: Instant): Promise<void>;
  /** The revision that holds at an instant, or the newest; null when nothing was agreed on. */
  contract(tenant: string, at?: Instant): Promise<CustomerContract | null>;
  /** All revisions, the oldest first. */
  contracts(tenant: string): Promise<readonly CustomerContract[]>;
  /** Those that have a contract. */
  billedTenants(): Promise<readonly string[]>;
  /**
   * Keeps that a customer was told of the end of a contract, with the event and messages that do. False, and nothing
   * was kept, when that end was told of already.
   */
  tellContractEnd(
    tenant: string,
    told: {
      readonly revision: number;
      readonly end: Instant;
      readonly at: Instant;
      readonly text: string;
      readonly messages: readonly Message[];
    },
  ): Promise<boolean>;
  /** Gives what revisions that have begun to hold by then entitle to; how many they were. */
  beginContracts(at: Instant): Promise<number>;

  // Bills: what is issued never changes
  /**
   * Numbers drafts and keeps them, all or none, with the events and messages that tell of them. Numbers have no holes
   * and none comes twice. Refuses: `bill-outdated` when another bill was issued since `after`, `bill-not-issued` when
   * what a note makes void is void already.
   */
  issueBills(issuing: Issuing): Promise<Result<readonly Bill[]>>;
  /** All of a tenant, in the order in which they were issued. */
  bills(tenant: string): Promise<readonly Bill[]>;
  bill(tenant: string, sequence: number): Promise<Bill | null>;
  /** By its number, of whichever tenant. */
  billOfNumber(number: string): Promise<Bill | null>;
  /** Without lines, the newest first; of all tenants when none is named. */
  listBills(tenant: string | null): Promise<readonly BillSummary[]>;
  /** Notes a payment; the same one again is harmless. Rejects with `bill-not-issued`, `already-exists`. */
  payBill(tenant: string, sequence: number, payment: BillPayment): Promise<void>;

  // Budgets, and what was told of them
  putBudget(tenant: string, budget: Budget): Promise<void>;
  /** False when the tenant has none of that id. What was told of it is forgotten. */
  removeBudget(tenant: string, id: string): Promise<boolean>;
  listBudgets(tenant: string): Promise<readonly Budget[]>;
  /** Tenants that have any. */
  budgetedTenants(): Promise<readonly string[]>;
  budgetAlerts(tenant: string, budget: string, period: string): Promise<readonly BudgetAlert[]>;
  /**
   * Keeps that a threshold was reached, with the event and messages that tell of it, and when what the budget is for
   * is stopped. False, and nothing was kept, when it was told of already in that period.
   */
  tellBudget(
    tenant: string,
    alert: BudgetAlert,
    told: {
      readonly text: string;
      readonly stopAt: Instant | null;
      readonly messages: readonly Message[];
    },
  ): Promise<boolean>;
  /** Stops that were announced and not carried out. */
  budgetStops(tenant?: string): Promise<readonly BudgetStop[]>;
  endBudgetStop(stop: BudgetStop): Promise<void>;

  // Status reports by schedule
  putReportSchedule(
    tenant: string,
    schedule: ReportSchedule,
    nextAt: Instant | null,
  ): Promise<void>;
  removeReportSchedule(tenant: string, id: string): Promise<boolean>;
  listReportSchedules(tenant: string): Promise<readonly ReportSchedule[]>;
  dueReports(
    by: Instant,
  ): Promise<
    readonly { readonly tenant: string; readonly schedule: ReportSchedule; readonly at: Instant }[]
  >;
  /** A report was made for `at`: keeps its message and when the next one is due. False when it was made already. */
  reportMade(
    tenant: string,
    made: {
      readonly id: string;
      readonly at: Instant;
      readonly nextAt: Instant | null;
      readonly messages: readonly Message[];
    },
  ): Promise<boolean>;

  // Messages to the outside
  waitingMessages(by: Instant, limit: number): Promise<readonly Waiting[]>;
  messageSent(id: string, at: Instant): Promise<void>;
  /** `nextAt` null: nobody tries again. */
  messageFailed(id: string, error: string, nextAt: Instant | null): Promise<void>;
}
