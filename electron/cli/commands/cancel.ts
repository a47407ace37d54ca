import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { withDefault } from "@optique/core/modifiers";
import { argument, flag } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findReservation } from "../find.ts";
import { connecting } from "../options.ts";
import { reservationLines } from "../show/reservations.ts";
import { answer } from "../terminal.ts";

/** `labwright cancel RESERVATION [--following | --all]` */
export const cancel = defineVerb({
  name: "cancel",
  brief: message`Cancel a reservation, or a whole series.`,
  description: message`What has not begun is free at once; what runs is released, with its consoles.`,
  options: merge(
    connecting,
    object({
      reservation: argument(string({ metavar: "RESERVATION" }), {
        description: message`A reservation, by id or name.`,
      }),
      following: withDefault(
        flag("--following", { description: message`And all later ones of its series.` }),
        false,
      ),
      all: withDefault(
        flag("--all", { description: message`And all others of its series.` }),
        false,
      ),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const { id } = await findReservation(client, options.reservation);
      const scope = options.all ? "all" : options.following ? "following" : "one";
      const gone = must(await attempt(client.reservations.cancel({ id, scope })));
      answer(terminal, options.json, gone, () => reservationLines(gone));
      return 0;
    }),
});
