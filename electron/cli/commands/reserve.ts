import { randomUUID } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { choice, integer, string } from "@optique/core/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import { attempt, inputFault } from "../../../shared/protocol/errors.ts";
import { bookingRequestSchema, type BookingRequest } from "../../../shared/protocol/reservation.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { findPool } from "../find.ts";
import { connecting, designFile, poolName, windowOf, windowOptions } from "../options.ts";
import { planLines, reservationLines } from "../show/reservations.ts";
import { answer } from "../terminal.ts";
import { duration } from "../values.ts";

const repeating = object("Repeating", {
  every: optional(
    option("--every", string({ metavar: "RULE" }), {
      description: message`An RFC 5545 rule of days, e.g. FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20; needs --from and --to.`,
    }),
  ),
  zone: optional(
    option("--zone", string({ metavar: "ZONE" }), {
      description: message`The zone that its times are clocks of, e.g. Europe/Berlin; this computer's, unless given.`,
    }),
  ),
  from: optional(option("--from", string({ metavar: "HH:MM" }))),
  to: optional(option("--to", string({ metavar: "HH:MM" }))),
  except: multiple(
    option("--except", string({ metavar: "DAY" }), {
      description: message`A day to leave out; may be given again.`,
    }),
  ),
});

const booking = object("Booking", {
  file: designFile,
  pool: poolName,
  name: optional(option("--name", string({ metavar: "NAME" }))),
  within: optional(
    option("--within", duration(), {
      description: message`Any time so long from its start on will do, e.g. --for 2h --within 12h.`,
    }),
  ),
  cheapest: withDefault(
    flag("--cheapest", {
      description: message`With --within: the cheapest time, not the earliest.`,
    }),
    false,
  ),
  copies: withDefault(
    option("--copies", integer({ min: 1, max: 200, metavar: "N" }), {
      description: message`So many at once, each isolated from the others.`,
    }),
    1,
  ),
  priority: withDefault(
    option("--priority", integer({ min: 0, max: 9, metavar: "0-9" }), {
      description: message`9 is served first.`,
    }),
    5,
  ),
  preemptible: withDefault(
    flag("--preemptible", { description: message`Gives way to a more urgent one.` }),
    false,
  ),
  whenTaken: withDefault(
    option("--when-taken", choice(["refuse", "skip", "queue"], { metavar: "WHAT" }), {
      description: message`What becomes of times that do not fit: refuse all, skip those, or queue for them.`,
    }),
    "refuse" as const,
  ),
  key: optional(option("--key", string({ metavar: "KEY" }))),
  plan: withDefault(
    flag("--plan", { description: message`Only say what would come of it.` }),
    false,
  ),
});

/** `labwright reserve FILE` */
export const reserve = defineVerb({
  name: "reserve",
  brief: message`Book a lab for a design, once or again and again.`,
  description: message`Books each time with all its copies or not at all. Its machines run when the time begins, and are removed when it is over.`,
  options: merge(connecting, windowOptions, booking, repeating),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const { id } = await findPool(client, options.pool);
      const parsed = bookingRequestSchema.safeParse({
        name: options.name ?? design.name,
        pool: id,
        designs: [design],
        session: sessionOf(options, terminal.now()),
        copies: options.copies,
        priority: options.priority,
        preemptible: options.preemptible,
        whenTaken: options.whenTaken,
      });
      if (!parsed.success) throw new FaultError(inputFault(parsed.error.issues));
      const request: BookingRequest = parsed.data;
      if (options.plan) {
        const plan = must(await attempt(client.reservations.plan(request)));
        answer(terminal, options.json, plan, () => planLines(plan));
        return plan.slots.every(({ fits }) => fits) && plan.quota === null ? 0 : 1;
      }
      const idempotencyKey = options.key ?? randomUUID();
      const made = must(await attempt(client.reservations.create({ ...request, idempotencyKey })));
      answer(terminal, options.json, made, () => reservationLines(made.reservations));
      return 0;
    }),
});

interface Times {
  readonly start: string | undefined;
  readonly length: number;
  readonly within: number | undefined;
  readonly cheapest: boolean;
  readonly every: string | undefined;
  readonly zone: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly except: readonly string[];
}

/** What the schema makes of it is checked afterwards, with one fault for whatever is missing. */
function sessionOf(times: Times, now: number): unknown {
  const window = windowOf(times, now);
  const zone = times.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (times.every !== undefined)
    return {
      type: "repeated",
      zone,
      firstDay: window.start.slice(0, 10),
      from: times.from,
      to: times.to,
      rule: times.every,
      except: times.except,
    };
  if (times.within !== undefined)
    return {
      type: "within",
      from: times.start ?? null,
      to: new Date(Date.parse(window.start) + times.within).toISOString(),
      minutes: Math.round(times.length / 60_000),
      prefer: times.cheapest ? "cheapest" : "earliest",
    };
  if (times.start === undefined) return { type: "now", minutes: Math.round(times.length / 60_000) };
  return { type: "from-to", ...window };
}
