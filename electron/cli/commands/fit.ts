import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { moment } from "../../../shared/base/clock.ts";
import type { QuickFix } from "../../../shared/constraints/rule.ts";
import { foldRefusals } from "../../../shared/placement/refusals/fold-refusals.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { findPool } from "../find.ts";
import { connecting, designFile, poolName, windowOf, windowOptions } from "../options.ts";
import { answer } from "../terminal.ts";
import { withWaysOut, type Mendable } from "../ways-out.ts";

/** `labwright fit FILE` */
export const fit = defineVerb({
  name: "fit",
  brief: message`Say whether the lab can hold a design.`,
  description: message`Asks the daemon whether a pool holds all of a design in a window, as things are now. Where not, says what would help: fewer, another type, another image, a later time, each tried before it is offered. Holds nothing. Ends with 1 when it does not fit.`,
  options: merge(connecting, windowOptions, object({ file: designFile, pool: poolName })),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const design = await loadDesign(options.file);
      const pool = await findPool(client, options.pool);
      const window = windowOf(options, terminal.now());
      const result = must(
        await attempt(client.environments.fit({ pool: pool.id, design, window })),
      );
      if (result.fits) {
        answer(terminal, options.json, { pool: pool.name, window, ...result }, () => [
          `${design.name} fits in ${pool.name}.`,
        ]);
        return 0;
      }
      const mendable = await withWaysOut(client, { design, pool, window }, result.refusals);
      const refusals = mendable.flatMap(described);
      answer(terminal, options.json, { pool: pool.name, window, fits: false, refusals }, () => [
        `${design.name} does not fit in ${pool.name}:`,
        ...mendable.flatMap(linesOf),
      ]);
      return 1;
    }),
});

/** Each refusal as scripts get it: its sentence, and what would help by title. */
function described({ refusals, ways }: Mendable) {
  const titled = ways.map(({ title, window }) => ({ title, window }));
  return refusals.map((refusal) => {
    const { code, elements, parameters } = refusal;
    return { code, elements, parameters, text: refusalText(refusal), ways: titled };
  });
}

/** What several machines lack alike stands once. */
function linesOf({ refusals, ways }: Mendable): readonly string[] {
  return [
    ...foldRefusals(refusals).map((refusal) => `  ${refusalText(refusal)}`),
    ...ways.map(wayLine),
  ];
}

function wayLine({ title, window }: Pick<QuickFix, "title" | "window">): string {
  return `    would help: ${title}${window === undefined ? "" : `: ${moment(window.start)}`}`;
}
