import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findPool, personNames } from "../find.ts";
import { connecting, poolName } from "../options.ts";
import { calendarLines } from "../show/reservations.ts";
import { answer } from "../terminal.ts";

/** `labwright queue` */
export const queue = defineVerb({
  name: "queue",
  brief: message`Show who waits for room in a lab.`,
  description: message`In the order in which they are served: the most urgent first, then the oldest.`,
  options: merge(connecting, object({ pool: poolName })),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const { id } = await findPool(client, options.pool);
      const waiting = must(await attempt(client.reservations.queue({ id })));
      const nameOf = await personNames(client);
      answer(terminal, options.json, waiting, () =>
        waiting.length === 0 ? ["Nobody waits."] : calendarLines(waiting, nameOf),
      );
      return 0;
    }),
});
