import { formatMoney } from "../../../shared/base/money.ts";
import type { Alternative } from "../../../shared/completion/alternatives.ts";
import type { Choice, Completion, Contradiction } from "../../../shared/completion/completion.ts";

interface Explained {
  readonly choice: Choice;
  readonly alternatives: readonly Alternative[];
}

/** What was chosen and why, and what the whole then costs, as a person reads it. */
export function completionLines(
  { design, price, choices }: Completion,
  explained: readonly Explained[],
  output: string | undefined,
): readonly string[] {
  const { currency } = price;
  const money = (amount: string): string => formatMoney(amount, currency);
  const nodes = Object.keys(design.nodes).length;
  return [
    ...explained.flatMap(({ choice, alternatives }) => [
      `${choice.title}: ${choice.name}`,
      `  ${choice.reason}`,
      ...alternatives.map(
        ({ name, month, once }) =>
          `  or ${name}: ${signed(month, money)} a month${Number(once) === 0 ? "" : `, ${signed(once, money)} once`}`,
      ),
    ]),
    choices.length === 0
      ? `${design.name}: nothing is missing.`
      : `${design.name}: ${nodes} nodes, ${money(price.month)} a month${Number(price.once) === 0 ? "" : ` and ${money(price.once)} once`}.`,
    ...(output === undefined ? [] : [`Written to ${output}.`]),
  ];
}

function signed(amount: string, money: (amount: string) => string): string {
  return amount.startsWith("-") ? `−${money(amount.slice(1))}` : `+${money(amount)}`;
}

/** Why nothing fits. */
export function contradictionLines({ conflicts }: Contradiction): readonly string[] {
  return [
    conflicts.length === 1
      ? "This cannot be:"
      : "These cannot be true together; change one of them:",
    ...conflicts.map(({ text }) => `  ${text}`),
  ];
}
