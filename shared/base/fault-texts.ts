import { BILLING_FAULTS } from "./faults/billing.ts";
import { COMPONENT_FAULTS } from "./faults/components.ts";
import { DAEMON_FAULTS } from "./faults/daemon.ts";
import { DRIVER_FAULTS } from "./faults/drivers.ts";
import { ENVIRONMENT_FAULTS } from "./faults/environments.ts";
import { FILE_FAULTS } from "./faults/files.ts";
import { PROTOCOL_FAULTS } from "./faults/protocol.ts";
import { RESERVATION_FAULTS } from "./faults/reservations.ts";
import { STATEMENT_FAULTS } from "./faults/statements.ts";
import type { FaultEntry } from "./faults/fault-entry.ts";

/** Every expected failure: its code and its sentences. Codes never change their meaning. */
export const FAULT_TEXTS = {
  ...FILE_FAULTS,
  ...ENVIRONMENT_FAULTS,
  ...DRIVER_FAULTS,
  ...PROTOCOL_FAULTS,
  ...DAEMON_FAULTS,
  ...COMPONENT_FAULTS,
  ...RESERVATION_FAULTS,
  ...BILLING_FAULTS,
  ...STATEMENT_FAULTS,
} as const satisfies Record<string, FaultEntry>;
