import type { Message } from "@optique/core/message";
import { map } from "@optique/core/modifiers";
import type { Parser } from "@optique/core/parser";
import { command } from "@optique/core/primitives";
import type { Terminal } from "./terminal.ts";

/** 0: good. 1: the design has errors or the work failed. 2: wrong usage. 3: no daemon. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command line asks for, parsed and ready to run. */
export type Work = (terminal: Terminal) => Promise<ExitCode>;

interface VerbDefinition<Options, State> {
  readonly name: string;
  /** One line in the list of verbs. */
  readonly brief: Message;
  readonly description?: Message;
  /** What may follow the verb; see options.ts for those that several verbs share. */
  readonly options: Parser<"sync", Options, State>;
  run(options: Options, terminal: Terminal): Promise<ExitCode>;
}

/** One verb of the command line. Add one by writing `commands/<verb>.ts` and a line in commands/index.ts. */
export function defineVerb<Options, State>(
  verb: VerbDefinition<Options, State>,
): Parser<"sync", Work> {
  const work = map(
    verb.options,
    (options): Work =>
      (terminal) =>
        verb.run(options, terminal),
  );
  const { brief, description = brief } = verb;
  return command(verb.name, work, { brief, description });
}
