import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { refusalText } from "../../../shared/placement/refusal-text.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { findPool } from "../find.ts";
import { connecting, designFile, poolName, windowOf, windowOptions } from "../options.ts";
import { answer } from "../terminal.ts";

/** `labwright fit FILE` */
export const fit = defineVerb({
  name: "fit",
  brief: message`Say whether the lab can hold a design.`,
  description: message`Asks the daemon whether a pool holds all of a design in a window, as things are now. Holds nothing. Ends with 1 when it does not fit.`,
  options: merge(connecting, windowOptions, object({ file: designFile, pool: poolName })),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const pool = await findPool(client, options.pool);
      const window = windowOf(options, terminal.now());
      const result = must(
        await attempt(client.environments.fit({ pool: pool.id, design, window })),
      );
      answer(terminal, options.json, { pool: pool.name, window, ...result }, () =>
        result.fits
          ? [`${design.name} fits in ${pool.name}.`]
          : [
              `${design.name} does not fit in ${pool.name}:`,
              ...result.refusals.map((refusal) => `  ${refusalText(refusal)}`),
            ],
      );
      return result.fits ? 0 : 1;
    }),
});
