import { starterCatalogue, starterPriceBook } from "../catalogue/starter.ts";
import { toInstant } from "../base/clock.ts";
import type { Design } from "../design/design.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { checkDesign } from "./check.ts";
import { checkPool } from "./pool-check.ts";
import { POOL_RULES } from "./pool-rules/index.ts";
import type { PoolExample, PoolRule } from "./pool-rules/pool-rule.ts";
import { problemText } from "./problem-text.ts";
import type { Problem, ProblemLevel, Rule, RuleWords } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/** One rule as it is documented: everything is read off the rule's own file, its examples included. */
export interface RuleEntry extends RuleWords {
  readonly levels: readonly ProblemLevel[];
  /** What it says of its own first example; null for a rule that no example can show. */
  readonly example: string | null;
  /** What it offers to do there; null where it offers nothing. */
  readonly fix: string | null;
}

export const LEVEL_TITLES = {
  design: "Design",
  pool: "Lab now",
  window: "Lab at the chosen time",
} as const satisfies Record<ProblemLevel, string>;

/** Every rule there is: those about designs by themselves, then those about labs. */
export function ruleReference(): readonly RuleEntry[] {
  return [...RULES.map(designEntry), ...POOL_RULES.map(poolEntry)];
}

function designEntry(rule: Rule): RuleEntry {
  const [design] = rule.examples.failing;
  const book = rule.examples.priceBook ?? starterPriceBook();
  const problems =
    design === undefined ? [] : checkDesign(design, starterCatalogue(), book, [rule]);
  return entry(rule, ["design"], problems[0], design);
}

function poolEntry(rule: PoolRule): RuleEntry {
  const [example] = rule.examples.failing;
  const problems = example === undefined ? [] : checkPool(questionOf(example));
  return entry(rule, ["pool", "window"], problems[0], example?.design);
}

function questionOf({ design, resources, state = "online" }: PoolExample) {
  const at = toInstant(0);
  const pool: Pool = {
    id: "lab",
    name: "Lab",
    driver: "",
    state,
    refreshedAt: at,
    conditions: [],
    resources: poolResourcesSchema.parse(resources),
  };
  const window = { start: at, end: toInstant(1) };
  return { level: "pool", design, catalogue: starterCatalogue(), pool, window, held: [] } as const;
}

function entry(
  { code, severity, title, explanation, measures = [] }: RuleWords,
  levels: readonly ProblemLevel[],
  problem: Problem | undefined,
  design: Design | undefined,
): RuleEntry {
  const example = problem && design ? problemText(problem, design) : null;
  const fix = problem?.fix?.title ?? null;
  return { code, severity, title, explanation, measures, levels, example, fix };
}

/** A rule in Markdown. */
export function ruleMarkdown({ code, severity, title, explanation, ...rule }: RuleEntry): string {
  const levels = rule.levels.map((level) => LEVEL_TITLES[level].toLowerCase()).join(", ");
  const compared = (rule.measures ?? []).map(
    ({ what, unit }) => `${what.toLowerCase()}${unit === "" ? "" : ` in ${unit}`}`,
  );
  const lines = [
    `## ${title}`,
    `\`${code}\` · ${severity} · ${levels}`,
    explanation,
    ...(compared.length > 0 ? [`Holds against each other: ${compared.join(", ")}.`] : []),
    ...(rule.example === null ? [] : [`> ${rule.example}`]),
    ...(rule.fix === null ? [] : [`Offers, for instance: ${rule.fix}.`]),
  ];
  return lines.join("\n\n");
}
