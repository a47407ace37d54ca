import { randomUUID } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { choice, integer, string } from "@optique/core/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt, inputFault, unlessFault } from "../../../shared/protocol/errors.ts";
import { bookingRequestSchema, type BookingRequest } from "../../../shared/protocol/reservation.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { findPool, knownNames } from "../find.ts";
import { connecting, designFile, poolName, qosClass, windowOptions } from "../options.ts";
import { sessionOf, timesOptions } from "../session-options.ts";
import { planLines, reservationLines, slotsLines } from "../show/reservations.ts";
import { answer, type Terminal } from "../terminal.ts";

/**
 * The zone that times which repeat are clocks of: the contract's, or where the lab's peak is. Who may not read the
 * contract goes by the lab's.
 */
async function zoned<
  T extends { readonly every: string | undefined; readonly zone: string | undefined },
>(options: T, { billing, prices }: LabwrightClient, terminal: Terminal): Promise<T> {
  if (options.every === undefined || options.zone !== undefined) return options;
  const agreed = await unlessFault(billing.contract(), "forbidden", null);
  const own = agreed?.contract?.contract.billingZone;
  const span = must(await attempt(prices.list())).find(({ state }) => state === "in-force");
  const zone =
    own ??
    (span === undefined
      ? undefined
      : must(await attempt(prices.get({ book: span.id, revision: span.revision }))).tariffZone);
  if (zone !== undefined)
    terminal.note(
      `Its times are clocks of ${zone}, the zone of your ${own === undefined ? "lab" : "contract"}.`,
    );
  return { ...options, zone };
}

const booking = object("Booking", {
  file: designFile,
  pool: poolName,
  name: optional(
    option("--name", string({ metavar: "NAME" }), {
      description: message`What to call it; as the design, unless given.`,
    }),
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
  qosClass,
  whenTaken: withDefault(
    option("--when-taken", choice(["refuse", "skip", "queue"], { metavar: "WHAT" }), {
      description: message`What becomes of times that do not fit: refuse all, skip those, or queue for them.`,
    }),
    "refuse" as const,
  ),
  key: optional(
    option("--key", string({ metavar: "KEY" }), {
      description: message`Repeating the command with the same key books nothing twice.`,
    }),
  ),
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
  options: merge(connecting, windowOptions, booking, timesOptions),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const { id } = await findPool(client, options.pool);
      const parsed = bookingRequestSchema.safeParse({
        name: options.name ?? design.name,
        pool: id,
        designs: [design],
        session: sessionOf(await zoned(options, client, terminal), terminal.now()),
        copies: options.copies,
        priority: options.priority,
        preemptible: options.preemptible,
        qosClass: options.qosClass,
        whenTaken: options.whenTaken,
      });
      if (!parsed.success) throw new FaultError(inputFault(parsed.error.issues));
      const request: BookingRequest = parsed.data;
      if (options.plan) {
        const plan = must(await attempt(client.reservations.plan(request)));
        const names = await knownNames(client);
        answer(terminal, options.json, plan, () => planLines(plan, names));
        return plan.slots.every(({ fits }) => fits) && plan.quota === null ? 0 : 1;
      }
      const idempotencyKey = options.key ?? randomUUID();
      const created = await attempt(client.reservations.create({ ...request, idempotencyKey }));
      if (!created.ok && UNFIT.has(created.error.code)) await explain(client, request, terminal);
      const made = must(created);
      answer(terminal, options.json, made, () => reservationLines(made.reservations));
      return 0;
    }),
});

const UNFIT: ReadonlySet<string> = new Set(["slots-taken", "never-fits"]);

/** Who is in the way and what can be done instead, time by time, as the window shows it. */
async function explain(
  client: LabwrightClient,
  request: BookingRequest,
  terminal: Terminal,
): Promise<void> {
  const plan = await attempt(client.reservations.plan(request));
  if (!plan.ok) return;
  const slots = plan.value.slots.filter(({ fits }) => !fits);
  for (const line of slotsLines({ slots }, await knownNames(client))) terminal.note(line);
}
