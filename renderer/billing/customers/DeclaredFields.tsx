import { Fieldset, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import { money } from "../../ui/money.ts";
import { CADENCES } from "./contract-words.ts";
import { expectedOf, type Declared } from "./declared.ts";

interface DeclaredProps {
  readonly quote: DeclaredFeeQuote | null;
  readonly declared: Declared;
  readonly onDeclare: (declared: Declared) => void;
  /** A base fee that was typed holds instead. */
  readonly isTyped: boolean;
}

/** What a new customer expects to use, and the base fee that the price book sets by it. */
export function DeclaredFields(props: DeclaredProps): ReactElement | null {
  const { quote, declared, onDeclare } = props;
  if (quote === null || quote.asks.length === 0) return null;
  const expected = expectedOf(declared);
  const wrong = "wrong" in expected ? expected.wrong : [];
  return (
    <Fieldset legend="Expected use">
      <Stack gap="xs">
        <SimpleGrid cols={2} spacing="xs">
          {quote.asks.map(({ meter, counts }) => (
            <TextInput
              key={meter}
              label={sentence(counts)}
              inputMode="decimal"
              value={declared[meter] ?? ""}
              error={wrong.includes(meter) ? "A number such as 400." : undefined}
              onChange={({ currentTarget }) =>
                onDeclare({ ...declared, [meter]: currentTarget.value })
              }
            />
          ))}
        </SimpleGrid>
        <FeeText {...props} quote={quote} />
      </Stack>
    </Fieldset>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function FeeText({ quote, isTyped }: DeclaredProps & { readonly quote: DeclaredFeeQuote }) {
  const { fee, parts, currency } = quote;
  if (fee === null)
    return (
      <Text size="sm" role="status">
        The price book sets the base fee by this. Empty: there is none, unless you type one below.
      </Text>
    );
  const often = CADENCES.find(({ value }) => value === fee.cadence)?.label ?? fee.cadence;
  const each = fee.basis === "user" ? " for each user" : "";
  return (
    <Stack gap={2} role="status">
      <Text size="sm">
        Base fee by the price book: {money(fee.amount, currency)} {often}
        {each}, in {fee.due}
        {isTyped ? ". The fee that you typed below holds instead." : "."}
      </Text>
      {parts.map(({ meter, counts, quantity, band, amount }) => (
        <Text key={meter} size="xs" c="var(--ink-soft)">
          {quantity} {counts}, {band}: {money(amount, currency)}
        </Text>
      ))}
    </Stack>
  );
}
