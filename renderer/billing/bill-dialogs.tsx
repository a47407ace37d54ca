import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState, type ReactElement } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import { openAmount, type Bill } from "../../shared/billing/bill.ts";
import { say } from "../commands/notify.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";
import { money } from "../ui/money.ts";
import { payBill, voidBill } from "./billing-state.ts";

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
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(): Promise<void> {
    setBusy(true);
    const made = await act(entered.trim());
    setBusy(false);
    if (!made.ok) return setFault(made.error);
    say(done);
    onClose();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{text}</Text>
        <TextInput
          label={label}
          value={entered}
          required={isNeeded}
          maxLength={500}
          data-autofocus
          onChange={(event) => setEntered(event.currentTarget.value)}
        />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={isNeeded && entered.trim() === ""}>
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
