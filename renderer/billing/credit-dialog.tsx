import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState, type FormEvent, type ReactElement } from "react";
import { faultText, type Fault } from "../../shared/base/fault.ts";
import type { Bill } from "../../shared/billing/bill.ts";
import { say } from "../commands/notify.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";
import { money } from "../ui/money.ts";
import { creditBill } from "./billing-state.ts";
import { creditOf, type CreditField } from "./credit-form.ts";
import { useEntries } from "./use-entries.ts";

/** A part of a bill is given back: how much, and why. */
export function askForCredit(bill: Bill): void {
  const modalId = modals.open({
    title: `Credit a part of ${bill.number}`,
    children: <Form bill={bill} onClose={() => modals.close(modalId)} />,
  });
}

interface FormProps {
  readonly bill: Bill;
  readonly onClose: () => void;
}

function Form({ bill, onClose }: FormProps): ReactElement {
  const { values, setErrors, entry } = useEntries<CreditField>({ amount: "", reason: "" });
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = creditOf(bill, values);
    if (!wanted.ok) return setErrors(wanted.error);
    setBusy(true);
    const note = await creditBill(wanted.value);
    setBusy(false);
    if (note.ok) {
      say(`${note.value.number} gives ${money(wanted.value.amount, bill.currency)} back.`);
      return onClose();
    }
    // Earlier notes gave so much back that less is left.
    const isTooMuch = note.error.code === "credit-too-large";
    setFault(isTooMuch ? null : note.error);
    if (isTooMuch) setErrors({ amount: amountFault(note.error) });
  }
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <Stack gap="sm">
        <Text size="sm">
          A credit note gives it back with its taxes, and stays beside the bill. The bill itself
          stays as it is: {money(bill.totals.net, bill.currency)} without taxes.
        </Text>
        <TextInput
          label="Amount, without taxes"
          required
          inputMode="decimal"
          data-autofocus
          {...entry("amount")}
        />
        <Textarea
          label="Reason, which stands on the note"
          required
          autosize
          maxLength={500}
          {...entry("reason")}
        />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Credit
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function amountFault(fault: Fault): string {
  const { what, why } = faultText(fault);
  return why ?? what;
}
