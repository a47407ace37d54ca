import type { FaultEntry } from "./fault-entry.ts";

/** Talking to the daemon. */
export const PROTOCOL_FAULTS = {
  unauthenticated: {
    what: "The daemon does not know you",
    remedy: "Check the token; an operator of your tenant, or else of the lab, can issue a new one.",
    status: 401,
  },
  "session-ended": {
    what: "The daemon does not know this page, or does not know it any more",
    why: "A session lasts until the daemon or the tab is closed.",
    remedy:
      "Sign in with your token, or open a new address: press Enter where `npm start` runs and it prints one.",
    status: 401,
  },
  forbidden: {
    what: "Your role may not do that",
    why: "It needs one of: {roles}.",
    remedy: "Ask an operator of your tenant for the role, or of the lab where yours has none.",
    status: 403,
  },
  "role-of-lab": {
    what: "The role {role} acts on the whole lab, so nobody of another tenant gets it",
    remedy: "Give one of: {roles}.",
    status: 403,
  },
  "not-found": {
    what: "There is no {what} {id}",
    remedy: "It may have been removed, or is called otherwise: look at the list again.",
    status: 404,
  },
  "option-missing": {
    what: "Something must be said beside it",
    why: "{detail}",
    remedy: "Say it with that option; labwright help COMMAND says how it is used.",
    status: 400,
  },
  "option-contradicts": {
    what: "Two options contradict each other",
    why: "{detail}",
    remedy: "Leave one of them out, or change it.",
    status: 400,
  },
  "input-invalid": {
    what: "The request does not fit the protocol",
    why: "{detail}",
    remedy: "Update the client, or correct the value at that place.",
    status: 400,
  },
  "protocol-version": {
    what: "The daemon speaks protocol {daemon}, this client {client}",
    remedy: "Update the older of the two.",
    status: 426,
  },
  "too-many-requests": {
    what: "Too many requests",
    remedy: "Wait {seconds} s and try again.",
    status: 429,
  },
  resynchronise: {
    what: "This client fell too far behind the events",
    remedy: "It fetches the present state again and goes on from there.",
    status: 409,
  },
  "idempotency-conflict": {
    what: "The idempotency key was used for another request",
    remedy: "Use a new key for a new request.",
    status: 409,
  },
  ambiguous: {
    what: "There are several {what}s: {names}",
    remedy: "Name one of them; its id is always unique.",
    status: 409,
  },
  "thing-unknown": {
    what: "There is no {what} {id} in {pool}",
    why: "{near}",
    remedy:
      "Name it as host:NAME, switch:NAME, storage:NAME, rack:NAME, rack:SITE/NAME or site:NAME; labwright pool export lists all that there are.",
    status: 404,
  },
  "thing-in-use": {
    what: "Nothing keeps {thing} of {pool} by itself out of use",
    why: "{others}",
    remedy: "Name what is out of use, or leave it.",
    status: 404,
  },
  "things-unclear": {
    what: "Of {of} names, {count} do not say what is meant in {pool}",
    why: "{detail}",
    remedy: "Nothing was changed. Correct these names, and give all of them again.",
    status: 400,
  },
  "things-too-many": {
    what: "{count} things are more than go out of use by one decision",
    why: "It can be {most}; a rack or a site of which all is meant counts as one.",
    remedy: "Choose whole racks or sites, or take out a part first.",
    status: 400,
  },
  "holders-of-too-many": {
    what: "Who is on {count} things is not told at once",
    why: "It can be {most}; a rack or a site of which all is meant counts as one.",
    remedy: "Choose fewer of them, or whole racks or sites.",
    status: 400,
  },
  "already-exists": {
    what: "There is a {what} {id} already",
    remedy: "Choose another name.",
    status: 409,
  },
} as const satisfies Record<string, FaultEntry>;
