import type { Migration } from "./migrations.ts";

const tables = [
  `CREATE TABLE bills (
     tenant text NOT NULL REFERENCES tenants (id),
     sequence bigint NOT NULL CHECK (sequence >= 1),
     number text NOT NULL UNIQUE,
     kind text NOT NULL,
     contract text NOT NULL,
     period_end bigint NOT NULL,
     issued_at bigint NOT NULL,
     void_by bigint,
     open_now text,
     summary text NOT NULL,
     bill text NOT NULL,
     PRIMARY KEY (tenant, sequence))`,
  // A period is billed once, whoever is asked to.
  `CREATE UNIQUE INDEX bills_of_periods ON bills (tenant, contract, period_end)
     WHERE kind = 'periodic'`,
  `CREATE TABLE bill_payments (
     tenant text NOT NULL,
     id text NOT NULL,
     sequence bigint NOT NULL,
     at bigint NOT NULL,
     payment text NOT NULL,
     PRIMARY KEY (tenant, id),
     FOREIGN KEY (tenant, sequence) REFERENCES bills (tenant, sequence))`,
  `CREATE TABLE budgets (
     tenant text NOT NULL REFERENCES tenants (id),
     id text NOT NULL,
     budget text NOT NULL,
     PRIMARY KEY (tenant, id))`,
  // Each threshold is told of once in a period.
  `CREATE TABLE budget_alerts (
     tenant text NOT NULL,
     budget text NOT NULL,
     period text NOT NULL,
     basis text NOT NULL,
     percent bigint NOT NULL,
     at bigint NOT NULL,
     stop_at bigint,
     PRIMARY KEY (tenant, budget, period, basis, percent))`,
  `CREATE INDEX budget_stops ON budget_alerts (stop_at) WHERE stop_at IS NOT NULL`,
  `CREATE TABLE report_schedules (
     tenant text NOT NULL REFERENCES tenants (id),
     id text NOT NULL,
     schedule text NOT NULL,
     next_at bigint,
     PRIMARY KEY (tenant, id))`,
  `CREATE TABLE messages (
     id text PRIMARY KEY,
     tenant text NOT NULL,
     message text NOT NULL,
     made_at bigint NOT NULL,
     next_at bigint,
     attempts bigint NOT NULL,
     sent_at bigint,
     error text)`,
  `CREATE INDEX messages_waiting ON messages (next_at) WHERE next_at IS NOT NULL`,
] as const;

const FIXED = "tenant, sequence, number, kind, contract, period_end, issued_at, summary, bill";

/** Bills and their payments, budgets and what was told of them, reports by schedule, messages to be sent. */
export const version10 = {
  version: 10,
  sqlite: [
    ...tables,
    `CREATE TRIGGER bills_never_change BEFORE UPDATE OF ${FIXED} ON bills
     BEGIN SELECT RAISE(ABORT, 'append-only:bills_never_change'); END`,
    `CREATE TRIGGER bills_stay_void BEFORE UPDATE OF void_by ON bills WHEN OLD.void_by IS NOT NULL
     BEGIN SELECT RAISE(ABORT, 'append-only:bills_stay_void'); END`,
    `CREATE TRIGGER bills_stay BEFORE DELETE ON bills
     BEGIN SELECT RAISE(ABORT, 'append-only:bills_stay'); END`,
    `CREATE TRIGGER payments_never_change BEFORE UPDATE ON bill_payments
     BEGIN SELECT RAISE(ABORT, 'append-only:payments_never_change'); END`,
    `CREATE TRIGGER payments_stay BEFORE DELETE ON bill_payments
     BEGIN SELECT RAISE(ABORT, 'append-only:payments_stay'); END`,
  ],
  postgres: [
    ...tables,
    `CREATE TRIGGER bills_never_change BEFORE UPDATE OF ${FIXED} ON bills
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER bills_stay_void BEFORE UPDATE OF void_by ON bills
     FOR EACH ROW WHEN (OLD.void_by IS NOT NULL) EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER bills_stay BEFORE DELETE ON bills
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER payments_never_change BEFORE UPDATE OR DELETE ON bill_payments
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
