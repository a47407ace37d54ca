import { Text, Textarea, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactElement } from "react";
import { faultText, type Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import type { Bill } from "../../shared/billing/bill.ts";
import { say } from "../commands/notify.ts";
import { money } from "../ui/money.ts";
import { creditBill } from "./billing-state.ts";
import { creditOf, type CreditField } from "./credit-form.ts";
import { SendForm } from "../ui/SendForm.tsx";
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
  async function send(): Promise<Result<unknown> | null> {
    const wanted = creditOf(bill, values);
    if (!wanted.ok) {
      setErrors(wanted.error);
      return null;
    }
    const note = await creditBill(wanted.value);
    if (note.ok)
      say(`${note.value.number} gives ${money(wanted.value.amount, bill.currency)} back.`);
    else if (note.error.code === "credit-too-large") {
      // Earlier notes gave so much back that less is left.
      setErrors({ amount: amountFault(note.error) });
      return null;
    }
    return note;
  }
  return (
    <SendForm button="Credit" send={send} onClose={onClose}>
      <Text size="sm">
        A credit note gives it back with its taxes, and stays beside the bill. The bill itself stays
        as it is: {money(bill.totals.net, bill.currency)} without taxes.
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
    </SendForm>
  );
}

function amountFault(fault: Fault): string {
  const { what, why } = faultText(fault);
  return why ?? what;
}
