import { Radio, Stack } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import type { KeepOffer } from "../../shared/protocol/environment.ts";
import { money } from "../ui/money.ts";
import { ask } from "./actions.ts";

export type Keeps = KeepOffer["option"] | undefined;

/** Whether something of an environment is kept when it is released; nothing to see where that has no price. */
export function KeepChoice(props: {
  readonly id: string;
  readonly onChoose: (keeps: Keeps) => void;
}): ReactNode {
  const { id, onChoose } = props;
  const [offers, setOffers] = useState<readonly KeepOffer[]>([]);
  const [chosen, setChosen] = useState("nothing");
  useEffect(() => {
    let shown = true;
    void ask((client) => client.environments.keepOffers({ id })).then((found) => {
      if (shown && found.ok) setOffers(found.value);
    });
    return () => {
      shown = false;
    };
  }, [id]);
  if (offers.length === 0) return null;
  return (
    <Radio.Group
      label="What you keep of it"
      mt="sm"
      value={chosen}
      onChange={(value) => {
        setChosen(value);
        onChoose(offers.find(({ option }) => option === value)?.option);
      }}
    >
      <Stack gap={4} mt={4}>
        <Radio value="nothing" label="Nothing" />
        {offers.map((offer) => (
          <Radio key={offer.option} value={offer.option} label={offerWords(offer)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const EACH: Readonly<Record<string, string>> = {
  once: "once",
  monthly: "each month",
  quarterly: "each quarter",
  annual: "each year",
};

function offerWords({ option, price, cadence, credit, due, currency }: KeepOffer): string {
  if (option === "renew")
    return `A licence for ${money(price, currency)} ${EACH[cadence ?? "annual"] ?? ""}, until you end it`;
  const paid = Number(credit) === 0 ? "" : `, less ${money(credit, currency)} already paid`;
  return `Buy it for ${money(due, currency)}${paid}`;
}
