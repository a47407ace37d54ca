import { Button, Select, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Alternative } from "../../shared/completion/alternatives.ts";
import type { Choice } from "../../shared/completion/completion.ts";
import { useReference } from "../store/reference.ts";
import { money, moneyWords } from "../ui/money.ts";
import styles from "./CompletionDialog.module.css";
import { setOrder, useCompleting, wantAlternatives } from "./completing.ts";

/** Everything that was chosen, why, and what could be taken instead. */
export function ChoiceList({ choices }: { readonly choices: readonly Choice[] }): ReactElement {
  const order = useCompleting((completing) => completing.order);
  const changed = Object.keys(order.choices).length;
  return (
    <div>
      {choices.map((choice) => (
        <ChoiceRow key={choice.key} choice={choice} />
      ))}
      {changed > 0 && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          onClick={() => {
            setOrder({ ...order, choices: {} });
          }}
        >
          Back to what was proposed
        </Button>
      )}
    </div>
  );
}

function ChoiceRow({ choice }: { readonly choice: Choice }): ReactElement {
  return (
    <div className={styles["choice"]}>
      <div className={styles["line"]}>
        <Text size="sm" fw={600}>
          {choice.title}
        </Text>
        {choice.isOpen ? (
          <Alternatives choice={choice} />
        ) : (
          <Text size="sm" ta="right">
            {choice.name}
          </Text>
        )}
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {moneyWords(choice.reason)}
      </Text>
    </div>
  );
}

/** What was chosen as the value of a list of all that would do, with what the whole then costs more. */
function Alternatives({ choice }: { readonly choice: Choice }): ReactElement {
  const order = useCompleting((completing) => completing.order);
  const known = useCompleting((completing) => completing.alternatives[choice.key]);
  const currency = useReference(({ terms }) => terms.book.currency);
  const others = (known ?? []).map((one) => ({
    value: one.value,
    label: `${one.name} (${difference(one, currency)})`,
  }));
  const isWaiting = known === null;
  return (
    <Select
      size="xs"
      w={280}
      aria-label={choice.title}
      allowDeselect={false}
      data={[
        { value: choice.value, label: choice.name },
        ...others,
        ...(isWaiting
          ? [{ value: "", label: "Working out what else would do …", disabled: true }]
          : []),
        ...(known?.length === 0
          ? [{ value: "", label: "Nothing else would do", disabled: true }]
          : []),
      ]}
      value={choice.value}
      onDropdownOpen={() => {
        wantAlternatives(choice.key);
      }}
      onChange={(value) => {
        if (value === null || value === "" || value === choice.value) return;
        setOrder({ ...order, choices: { ...order.choices, [choice.key]: value } });
      }}
    />
  );
}

function difference({ month, once }: Alternative, currency: string): string {
  const parts = [
    ...(Number(month) === 0 ? [] : [`${signed(month, currency)} a month`]),
    ...(Number(once) === 0 ? [] : [`${signed(once, currency)} once`]),
  ];
  return parts.length === 0 ? "same price" : parts.join(", ");
}

function signed(amount: string, currency: string): string {
  return amount.startsWith("-")
    ? `−${money(amount.slice(1), currency)}`
    : `+${money(amount, currency)}`;
}
