import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional } from "@optique/core/modifiers";
import { argument, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findReservation } from "../find.ts";
import { connecting } from "../options.ts";
import { reservationLines } from "../show/reservations.ts";
import { answer } from "../terminal.ts";
import { duration, instant } from "../values.ts";

const HOUR = 3_600_000;

/** `labwright extend RESERVATION [--for LENGTH | --until TIME]` */
export const extend = defineVerb({
  name: "extend",
  brief: message`Make a reservation last longer.`,
  description: message`It lasts so much longer, an hour unless told, or up to where somebody else has its machines.`,
  options: merge(
    connecting,
    object({
      reservation: argument(string({ metavar: "RESERVATION" }), {
        description: message`A reservation, by id or name.`,
      }),
      length: optional(
        option("--for", duration(), { description: message`How much longer: 30m, 2h.` }),
      ),
      until: optional(option("--until", instant(), { description: message`When it is to end.` })),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      if (options.length !== undefined && options.until !== undefined) {
        const detail = "How much longer and until when is the same said twice.";
        throw new FaultError(fault("option-contradicts", { detail }, "--for and --until"));
      }
      const { id, window } = await findReservation(client, options.reservation);
      const later = Date.parse(window.end) + (options.length ?? HOUR);
      const until = options.until ?? new Date(later).toISOString();
      const extended = must(await attempt(client.reservations.extend({ id, until })));
      if (extended.limited)
        terminal.note(`It does not last any longer. ${extended.why ?? ""}`.trim());
      answer(terminal, options.json, extended, () => reservationLines([extended.reservation]));
      return 0;
    }),
});
