import type { FaultEntry } from "./fault-entry.ts";

/** Sending a design to a lab and running it. */
export const ENVIRONMENT_FAULTS = {
  "design-empty": {
    what: "Nothing is drawn in the design",
    remedy: "Place at least one component. What runs already is given back by Release.",
    status: 409,
  },
  "design-has-errors": {
    what: "The design has {count} errors",
    remedy: "Open the problems list and mend or quick-fix each of them, then send it again.",
    status: 409,
  },
  "does-not-fit": {
    what: "The pool {pool} cannot hold the design in that window",
    why: "{detail}",
    remedy: "Make the design smaller, choose another window or pool, or free what is held.",
    status: 409,
  },
  "double-booking": {
    what: "Somebody else reserved {resource} in that window a moment ago",
    remedy: "Check again: Labwright will choose other resources if there are any.",
    status: 409,
  },
  "no-rate": {
    what: "The price book has no price for {item}",
    remedy: "Ask the lab admin to add a rate, or choose another item.",
    status: 409,
  },
  "window-invalid": {
    what: "The window ends before it starts, or has passed",
    remedy: "Choose an end after the start and after now.",
    status: 422,
  },
  "environment-not-ready": {
    what: "The environment is {state}",
    remedy: "Wait until it is ready, then try again.",
    status: 409,
  },
  "environment-changed": {
    what: "The environment was changed meanwhile",
    why: "It is at revision {revision}, and the changes were planned for revision {expected}.",
    remedy: "Look at the plan again, then apply it.",
    status: 409,
  },
  "environment-over": {
    what: "The environment is {state}",
    remedy: "Send the design to a lab to run it again.",
    status: 409,
  },
  "part-cannot-change": {
    what: "{part} cannot be changed in this way while the environment is there",
    why: "{detail}",
    remedy: "Leave it as it is, or take it out and put another one into the design instead.",
    status: 409,
  },
  "node-not-running": {
    what: "The machine {node} is {state}",
    remedy: "Wait until it is running, then try again.",
    status: 409,
  },
  "pool-in-use": {
    what: "The pool {pool} holds environments",
    remedy: "Release them, or wait until they end, then remove it.",
    status: 409,
  },
  "last-operator": {
    what: "That would leave the tenant without an operator",
    remedy: "Give another user the role first.",
    status: 409,
  },
} as const satisfies Record<string, FaultEntry>;
