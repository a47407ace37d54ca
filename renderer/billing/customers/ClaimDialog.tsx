import { Modal, Select, Text, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import type { QosTerm } from "../../../shared/pricing/engine/schema/discount.ts";
import { say } from "../../commands/notify.ts";
import { daemonNow } from "../../live/running-charge.ts";
import { SendForm } from "../../ui/SendForm.tsx";
import { monthBefore, wrongInMonth } from "./contract-words.ts";
import { claimCredit } from "./customers-state.ts";

interface ClaimProps {
  readonly terms: readonly QosTerm[];
  readonly onClose: () => void;
}

/** Asks for the credit of a guarantee that was missed in a month. */
export function ClaimDialog({ terms, onClose }: ClaimProps): ReactElement {
  const [term, setTerm] = useState(terms[0]?.id ?? "");
  const [month, setMonth] = useState(() => monthBefore(daemonNow()));
  const wrong = wrongInMonth(month, daemonNow());
  async function send(): Promise<Result<unknown> | null> {
    if (wrong !== null) return null;
    const claimed = await claimCredit(term, month);
    if (claimed.ok) say("Asked for. The next bill says what it comes to.");
    return claimed;
  }
  return (
    <Modal opened onClose={onClose} title="Ask for a credit">
      <SendForm button="Ask" send={send} onClose={onClose}>
        <Text size="sm">
          Whether the guarantee was missed, and how much is given back, follows from what was
          measured. Nothing is lost by asking.
        </Text>
        <Select
          label="Guarantee"
          data={terms.map(({ id, title }) => ({ value: id, label: title ?? id }))}
          allowDeselect={false}
          value={term}
          data-autofocus
          onChange={(chosen) => setTerm(chosen ?? term)}
        />
        <TextInput
          type="month"
          label="Month in which it was missed"
          placeholder="2026-11"
          required
          value={month}
          error={wrong}
          onChange={({ currentTarget }) => setMonth(currentTarget.value)}
        />
      </SendForm>
    </Modal>
  );
}
