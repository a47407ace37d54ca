import type { FaultEntry } from "./fault-entry.ts";

/** Booking a lab ahead of time. */
export const RESERVATION_FAULTS = {
  "quota-exceeded": {
    what: "It would take {wanted} {what} at once, and {whose} may have {limit}",
    remedy: "Book less{alone:|, at another time}, or ask the lab admin for a higher limit.",
    status: 409,
  },
  "hours-exceeded": {
    what: "It would come to {wanted} machine hours in {month}, and {whose} may have {limit}",
    remedy: "Book less{alone:| or in another month}, or ask the lab admin for a higher limit.",
    status: 409,
  },
  "money-exceeded": {
    what: "It would come to {wanted} of projected cost in {month}, and {whose} may spend {limit}",
    remedy:
      "Book less{alone: or shorter|, shorter or in another month}, or ask the lab admin for a higher limit.",
    status: 409,
  },
  "reservation-changed": {
    what: "The reservation is {state}, so this cannot be done with it",
    remedy: "Look at it again: it may have changed meanwhile.",
    status: 409,
  },
  "session-empty": {
    what: "The session comes to no time from now on",
    why: "Nothing of it lies ahead.",
    remedy: "Choose times that are still to come.",
    status: 422,
  },
  "session-excepted": {
    what: "The session comes to no time from now on",
    why: "Its exceptions leave nothing of it.",
    remedy: "Take away an exception, or choose other times.",
    status: 422,
  },
  "session-slots-short": {
    what: "The session comes to no time from now on",
    why: "Set-up, grace and wipe take {minutes} {minutes:minute|minutes} of each slot, which is all of it.",
    remedy: "Choose longer slots, or shorter margins.",
    status: 422,
  },
  "session-slots-long": {
    what: "The session comes to no time from now on",
    why: "No slot of {minutes} {minutes:minute|minutes} goes into the time in which the designs take turns.",
    remedy: "Choose shorter slots, or a longer time.",
    status: 422,
  },
  "session-begins-late": {
    what: "What goes on for ever is booked {days} {days:day|days} ahead, and this begins later",
    remedy: "Begin it earlier, or say when it ends.",
    status: 422,
  },
  "session-too-long": {
    what: "That would be {count} reservations at once; there can be {limit}",
    remedy: "Book a shorter time, or fewer copies.",
    status: 422,
  },
  "slots-taken": {
    what: "{total:It does not fit at its time|It does not fit at {count} of its {total} times}",
    why: "{detail}",
    remedy:
      "{total:Take one of the offers, or queue for that time.|Take one of the offers, leave these times out, or queue for them.}",
    status: 409,
  },
  "no-room-then": {
    what: "There is no room for it then",
    why: "{detail}",
    remedy: "Take another time, or make room there first.",
    status: 409,
  },
  "never-fits": {
    what: "The pool {pool} cannot hold it at any time, even if nobody else used it",
    why: "{detail}",
    remedy:
      "Take fewer machines or copies, other machine types, or another pool; waiting would not help.",
    status: 409,
  },
  "cannot-extend": {
    what: "It cannot last longer",
    why: "{detail}",
    remedy: "Book another time for the rest.",
    status: 409,
  },
  "taken-by-urgent": {
    what: "It gave way to a more urgent reservation",
    remedy: "Book another time, or one that does not give way.",
    status: 409,
  },
  "pulled-back": {
    what: "The lab needs its machines back. {note}",
    remedy: "Book another time, or ask the lab admin.",
    status: 409,
  },
  /** No failure: what its own people did. */
  "released-early": {
    what: "It was released before its time was over",
    remedy: "Book it again when it is needed.",
    status: 409,
  },
  /** No failure: what was said with the approval. */
  approved: {
    what: "The lab admin approved it. {note}",
    remedy: "Nothing has to be done.",
    status: 409,
  },
  "not-approved": {
    what: "The lab admin did not approve it. {note}",
    remedy: "Ask the lab admin what would be approved.",
    status: 409,
  },
  "not-in-time": {
    what: "Its time came before it could be booked",
    remedy: "Book another time.",
    status: 409,
  },
  "time-missed": {
    what: "Its time passed before it could begin",
    why: "{detail}",
    remedy: "Book another time.",
    status: 409,
  },
  "nobody-came": {
    what: "Nobody used it for {minutes} {minutes:minute|minutes}",
    remedy: "Book it again when it is needed.",
    status: 409,
  },
  "nobody-there": {
    what: "Nothing was heard of its user for {minutes} {minutes:minute|minutes}",
    remedy:
      "Book it again when it is needed, and keep a window or a console open while it is used.",
    status: 409,
  },
  "approval-needed": {
    what: "More than {limit:1 machine needs|{limit} machines need} a lab admin's approval, and this has {machines}",
    remedy: "Book it, from now on if need be: a booking waits for approval.",
    status: 409,
  },
  "machines-lost": {
    what: "Machines that it was booked on are no longer there",
    remedy: "It is booked on others as soon as there are any.",
    status: 409,
  },
  "moved-machines": {
    what: "It was moved {where}",
    why: "{why}",
    remedy: "Its time is as it was. Nothing has to be done.",
    status: 409,
  },
  "machines-out-of-use": {
    what: "{things}: {state}, and it is on there",
    why: "{why}",
    remedy:
      "It goes on for now. Save what matters. Where Move stands above its drawing, whoever may change it can move its machines to others.",
    status: 409,
  },
  "machines-failed": {
    what: "{things}: {state}, and it is on there",
    why: "{why}",
    remedy:
      "Labwright starts it there again as soon as they answer. If that takes too long, release it and send it again: it goes to others.",
    status: 409,
  },
  "waits-for-machines": {
    what: "{things}: {state}, so it does not begin there",
    why: "{why}",
    remedy: "It begins there when they may be used again, or elsewhere as soon as there is room.",
    status: 409,
  },
  "no-other-machines": {
    what: "{things}: {state}, and nothing else is free at its time",
    why: "{why}",
    remedy:
      "It is placed elsewhere as soon as there is room. Book another time, or ask the lab admin.",
    status: 409,
  },
} as const satisfies Record<string, FaultEntry>;
