import type { FaultEntry } from "./fault-entry.ts";

/** What a lab refuses or cannot do. */
export const DRIVER_FAULTS = {
  "not-supported": {
    what: "The pool {pool} has no {what}",
    remedy: "Only pools that can do it offer it.",
    status: 409,
  },
  "driver-unreachable": {
    what: "The {driver} server does not answer",
    why: "{detail}",
    remedy:
      "Check that it runs and that the daemon may reach it. A lab that was added already is tried again by itself.",
    status: 503,
  },
  "driver-unknown": {
    what: "This daemon has no driver {driver}",
    why: "The lab was added by another version of Labwright.",
    remedy:
      "Start the version that has it. What is known of the lab and what runs there is left as it is, and goes on then.",
    status: 503,
  },
  "driver-refused": {
    what: "The {driver} server refused {action}",
    why: "{detail}",
    remedy: "The reason above comes from the server; Labwright tries again where that can help.",
    status: 502,
  },
  "driver-unfinished": {
    what: "The {driver} server was asked {action} and has not ended it within {minutes} min",
    why: "Its operation {operation} is still under way.",
    remedy:
      "Labwright looks again and goes on when it has ended. A lab admin can look at it on the server and cancel it there. The daemon's --operation-minutes says how long is waited.",
    status: 504,
  },
  "lab-unseen": {
    what: "The lab has not been seen since {since}",
    why: "{why}",
    remedy: "What runs there is left as it is; Labwright goes on by itself when the lab answers.",
    status: 503,
  },
  "lab-detour": {
    what: "{place} does not answer",
    why: "It is one member of a cluster: the lab is reached by {by} until it does.",
    remedy: "Look at that member. Nothing else is to be done: Labwright goes back by itself.",
    status: 503,
  },
  "other-server": {
    what: "{place} is not the server that {pool} is on",
    why: "Environments run in {pool}, and nothing of them is found there.",
    remedy:
      "Give the address of the same server, or say that it was replaced: what ran on it is then made anew.",
    status: 409,
  },
  "image-missing": {
    what: "The pool has no image for {operatingSystem} on {architecture}",
    remedy:
      "Import an image with the alias {alias} into the server, or choose another operating system.",
    status: 409,
  },
  "console-unavailable": {
    what: "The console of {node} was lost",
    why: "{detail}",
    remedy: "Open it again; the machine itself is not affected.",
    status: 503,
  },
  "console-over": {
    what: "The console of {node} has ended",
    why: "{late:Its time is over, and its machines are removed.|Its environment is released, and its machines with it.}",
    remedy: "Book it again, or send it again, when it is needed.",
    status: 409,
  },
  "console-taken-back": {
    what: "The console of {node} has ended: the lab has taken its machines back",
    why: "{detail}",
    remedy: "Book another time, or ask the lab admin.",
    status: 409,
  },
  "host-down": {
    what: "The host {host} does not answer",
    remedy: "Labwright retries; if it stays away the lab admin must look at the host.",
    status: 503,
  },
  "disk-full": {
    what: "The disk of {host} is full",
    remedy: "Free space on the host; Labwright retries.",
    status: 507,
  },
} as const satisfies Record<string, FaultEntry>;
