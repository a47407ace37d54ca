import type { FaultEntry } from "./fault-entry.ts";

/** Price books, contracts, usage and bills. */
export const BILLING_FAULTS = {
  "price-book-invalid": {
    what: "The price book cannot be used",
    why: "{detail}",
    remedy: "Correct it at that place; nothing is priced by a book that is not whole.",
    status: 422,
  },
  "contract-invalid": {
    what: "The contract cannot be used",
    why: "{detail}",
    remedy: "Correct it at that place.",
    status: 422,
  },
  "segments-invalid": {
    what: "The usage cannot be read",
    why: "{detail}",
    remedy: "Correct it at that place; nothing of it was priced.",
    status: 422,
  },
} as const satisfies Record<string, FaultEntry>;
