import type { FaultEntry } from "./fault-entry.ts";

/** Price books, contracts, usage and bills. */
export const BILLING_FAULTS = {
  "price-book-invalid": {
    what: "The price book cannot be used",
    why: "{detail}",
    remedy:
      "Correct it at that place; nothing is priced by a book that is not whole. `labwright schema price-book` prints what there may be.",
    status: 422,
  },
  "price-draft-changed": {
    what: "The draft of {book} was changed elsewhere",
    why: "{by} saved it since it was opened here; saving this one would undo that.",
    remedy: "Open the draft again and repeat what is missing, or discard it and begin anew.",
    status: 409,
  },
  "price-book-past": {
    what: "The new prices would begin in the past",
    why: "They were to hold from {from}; what was used before now has its price already.",
    remedy: "Let them begin now or later.",
    status: 409,
  },
  "price-book-overlap": {
    what: "Two revisions of the price book would hold at the same time",
    why: "{detail}",
    remedy:
      "Let the new one begin after all others have begun, and after the end that any of them has.",
    status: 409,
  },
  "price-book-currency": {
    what: "A price book keeps its currency",
    why: "The draft is in {own}, the revisions of {id} are in {currency}.",
    remedy: "Use that currency, or give the draft another id to begin a book of its own.",
    status: 409,
  },
  "contract-invalid": {
    what: "The contract cannot be used",
    why: "{detail}",
    remedy: "Correct it at that place. `labwright schema contract` prints what there may be.",
    status: 422,
  },
  "budget-spent": {
    what: "It was released because a budget is spent",
    remedy: "Raise the budget, or wait for its next period.",
    status: 409,
  },
  "contract-over": {
    what: "The contract is over then",
    why: "What was agreed on ends at {end}.",
    remedy: "Choose an earlier time, or agree on another contract.",
    status: 409,
  },
  "nothing-to-keep": {
    what: "There is nothing to {option}",
    why: "{detail}",
    remedy: "Release it without, or ask whoever runs the lab for such a price.",
    status: 409,
  },
  "dispute-without-bill": {
    what: "It is not known what to give back",
    why: "{about} is no bill of this customer, or has no such line.",
    remedy: "Name the bill, and how much of it.",
    status: 409,
  },
  "segments-invalid": {
    what: "The usage cannot be read",
    why: "{detail}",
    remedy:
      "Correct it at that place; nothing of it was priced. `labwright schema segments` prints what there may be.",
    status: 422,
  },
  "bill-not-issued": {
    what: "The bill {number} is not one that is issued",
    why: "Only an issued bill that is not void can be paid, credited or made void.",
    remedy: "See its state in the list of bills.",
    status: 409,
  },
  "bill-outdated": {
    what: "Another bill was issued meanwhile",
    why: "What is to be billed is what the last bill left over.",
    remedy: "Look at the draft again, then issue it.",
    status: 409,
  },
  "nothing-to-bill": {
    what: "There is nothing to bill",
    why: "Nothing new was charged since the last bill.",
    remedy: "Wait until something was used, or see the last bill.",
    status: 409,
  },
  "no-contract": {
    what: "There is no contract with {tenant}",
    why: "Bills are made by a contract.",
    remedy: "Sign the customer up first.",
    status: 409,
  },
  "credit-too-large": {
    what: "No such amount can be given back on {number}",
    why: "More than nothing and at most {most}, without taxes, is left of it.",
    remedy: "Give back less, or make the whole bill void.",
    status: 422,
  },
  "usage-invalid": {
    what: "The usage report cannot be read",
    why: "{detail}",
    remedy: "Correct it at that place; nothing of it was sent.",
    status: 422,
  },
  "usage-unknown": {
    what: "Usage was reported of something that is not there",
    why: "No environment has the management ID {managementId}.",
    remedy:
      "Report it under the id that the environment's machines carry; nothing of the batch was taken.",
    status: 404,
  },
} as const satisfies Record<string, FaultEntry>;
