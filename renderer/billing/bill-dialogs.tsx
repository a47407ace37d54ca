import { Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import { openAmount, type Bill } from "../../shared/billing/bill.ts";
import { say } from "../commands/notify.ts";
import { money } from "../ui/money.ts";
import { payBill, voidBill } from "./billing-state.ts";
import { SendForm } from "../ui/SendForm.tsx";

interface Asking {
  readonly text: string;
  readonly label: string;
  readonly button: string;
  readonly isNeeded: boolean;
  readonly act: (entered: string) => Promise<Result<unknown>>;
  readonly done: string;
}

/** The money of a bill was seen to arrive. */
export function askForPayment(bill: Bill): void {
  const open = money(openAmount(bill), bill.currency);
  ask(`Mark ${bill.number} as paid?`, {
    text: `${open} is noted as paid by hand, today.`,
    label: "Reference of the payment",
    button: "Mark as paid",
    isNeeded: false,
    act: (reference) => payBill(bill, reference),
    done: `${bill.number} is paid.`,
  });
}

/** A bill is taken back: why, the customer reads on the note. */
export function askForVoiding(bill: Bill): void {
  ask(`Make ${bill.number} void?`, {
    text: "A credit note takes all of it back, and stays beside it. The next bill charges anew what was used.",
    label: "Reason, which stands on the note",
    button: "Make void",
    isNeeded: true,
    act: (reason) => voidBill(bill, reason),
    done: `${bill.number} is void.`,
  });
}

function ask(title: string, asking: Asking): void {
  const modalId = modals.open({
    title,
    children: <Question {...asking} onClose={() => modals.close(modalId)} />,
  });
}

function Question(props: Asking & { readonly onClose: () => void }): ReactElement {
  const { text, label, button, isNeeded, act, done, onClose } = props;
  const [entered, setEntered] = useState("");
  async function send(): Promise<Result<unknown>> {
    const made = await act(entered.trim());
    if (made.ok) say(done);
    return made;
  }
  return (
    <SendForm
      button={button}
      send={send}
      onClose={onClose}
      disabled={isNeeded && entered.trim() === ""}
    >
      <Text size="sm">{text}</Text>
      <TextInput
        label={label}
        value={entered}
        required={isNeeded}
        maxLength={500}
        data-autofocus
        onChange={(event) => setEntered(event.currentTarget.value)}
      />
    </SendForm>
  );
}
