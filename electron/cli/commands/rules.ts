import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional } from "@optique/core/modifiers";
import { argument } from "@optique/core/primitives";
import { choice } from "@optique/core/valueparser";
import { POOL_RULES } from "../../../shared/constraints/pool-rules/index.ts";
import { ruleMarkdown, ruleReference } from "../../../shared/constraints/rule-reference.ts";
import { RULES } from "../../../shared/constraints/rules/index.ts";
import { defineVerb } from "../command.ts";
import { common } from "../options.ts";
import { answer } from "../terminal.ts";

const code = argument(
  choice(
    [...RULES, ...POOL_RULES].map((rule) => rule.code),
    { metavar: "CODE" },
  ),
  { description: message`The rule of a problem, as its line names it.` },
);

/** `labwright rules [CODE]` */
export const rules = defineVerb({
  name: "rules",
  brief: message`Print the rules that designs are checked by.`,
  description: message`Prints every rule, or the one of a code, as Markdown: what it says, why it matters, what it compares. Needs no daemon.`,
  options: merge(common, object({ code: optional(code) })),
  run: (options, terminal) => {
    const chosen = ruleReference().filter(
      (rule) => options.code === undefined || rule.code === options.code,
    );
    answer(terminal, options.json, { rules: chosen }, () => [
      chosen.map(ruleMarkdown).join("\n\n"),
    ]);
    return Promise.resolve(0);
  },
});
