import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";
import { defineVerb } from "../command.ts";
import { loadDesign, problemsOf } from "../design-file.ts";
import { common, designFile } from "../options.ts";
import { answer, complaining } from "../terminal.ts";

/** `labwright check FILE` */
export const check = defineVerb({
  name: "check",
  brief: message`Say what is wrong with a design.`,
  description: message`Checks a design by the catalogue and the rules that Labwright ships. Needs no daemon. Ends with 1 when the design has errors.`,
  options: merge(common, object({ file: designFile })),
  run: ({ json, file }, terminal) =>
    complaining(terminal, json, async () => {
      const design = await loadDesign(file);
      const problems = problemsOf(design);
      const count = (severity: Problem["severity"]): number =>
        problems.filter((problem) => problem.severity === severity).length;
      const counts = { errors: count("error"), warnings: count("warning"), infos: count("info") };
      answer(terminal, json, { ...counts, problems: problems.map(described(design)) }, () => [
        ...problems.map((problem) => problemLine(design, problem)),
        `${design.name}: ${counts.errors} errors, ${counts.warnings} warnings`,
      ]);
      return counts.errors === 0 ? 0 : 1;
    }),
});

/** A problem as scripts get it: its sentence, and its fix by title. */
function described(design: Design) {
  return (problem: Problem) => ({
    ...problem,
    text: problemText(problem, design),
    fix: problem.fix?.title,
  });
}

/** A problem as a person reads it. */
export function problemLine(design: Design, problem: Problem): string {
  const fix = problem.fix === undefined ? "" : ` Fix: ${problem.fix.title}.`;
  return `${problem.severity}: ${problemText(problem, design)}${fix} [${problem.code}]`;
}
