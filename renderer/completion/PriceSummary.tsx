import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Completion } from "../../shared/completion/completion.ts";
import { money } from "../ui/money.ts";

/** What the whole design then costs, and how many nodes that are. */
export function PriceSummary({ completion }: { readonly completion: Completion }): ReactElement {
  const { price, priceBefore, edits } = completion;
  const nodes = edits.filter(({ type }) => type === "put-node").length;
  const filled = new Set(edits.flatMap((edit) => (edit.type === "set-property" ? edit.id : [])));
  const once = Number(price.once) === 0 ? "" : ` and ${money(price.once, price.currency)} once`;
  const before = Number(priceBefore.month) === 0 && Number(priceBefore.once) === 0;
  return (
    <div>
      <Text size="lg" fw={600}>
        {money(price.month, price.currency)} this month{once}
      </Text>
      <Text size="xs" c="dimmed">
        {before ? "" : `Before: ${money(priceBefore.month, priceBefore.currency)} a month. `}
        {[
          ...(nodes > 0 ? [`${nodes} new ${nodes === 1 ? "node" : "nodes"}`] : []),
          ...(filled.size > 0
            ? [`${filled.size} ${filled.size === 1 ? "node" : "nodes"} filled in`]
            : []),
        ].join(", ")}
        . Nothing that you set is changed; one undo takes all of it back.
      </Text>
    </div>
  );
}
