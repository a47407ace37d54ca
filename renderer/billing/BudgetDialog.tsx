import { Checkbox, Group, Modal, Select, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { err, type Result } from "../../shared/base/result.ts";
import { budgetSchema, type Budget } from "../../shared/billing/budget.ts";
import { inputFault } from "../../shared/protocol/errors.ts";
import { say } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { useLive } from "../live/state.ts";
import { loadBilling } from "./billing-state.ts";
import { SendForm } from "../ui/SendForm.tsx";

const PERIODS = ["monthly", "quarterly", "annual"];

interface DialogProps {
  /** null: a new one. */
  readonly budget: Budget | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Says how much may be spent, and who is told. */
export function BudgetDialog({ budget, open, onClose }: DialogProps): ReactElement {
  const title = budget === null ? "New budget" : `Change ${budget.name}`;
  return (
    <Modal opened={open} onClose={onClose} title={title}>
      {open && <BudgetForm budget={budget} onClose={onClose} />}
    </Modal>
  );
}

function BudgetForm({ budget, onClose }: Omit<DialogProps, "open">): ReactElement {
  const summaries = useLive((live) => live.summaries);
  const [name, setName] = useState(budget?.name ?? "");
  const [amount, setAmount] = useState(budget?.amount ?? "");
  const [period, setPeriod] = useState<string>(budget?.period ?? "monthly");
  const [environment, setEnvironment] = useState(budget?.scope.environment ?? "");
  const [party, setParty] = useState(budget?.scope.party ?? "");
  const [recipients, setRecipients] = useState(budget?.recipients.join(", ") ?? "");
  const [stops, setStops] = useState(budget?.stops ?? false);
  async function save(): Promise<Result<unknown>> {
    const parsed = budgetSchema.safeParse({
      ...(budget ?? { id: crypto.randomUUID() }),
      name,
      amount: amount.trim(),
      period,
      scope: {
        ...budget?.scope,
        environment: environment === "" ? undefined : environment,
        party: party.trim() === "" ? undefined : party.trim(),
      },
      recipients: recipients.split(/[\s,;]+/).filter((text) => text !== ""),
      stops,
    });
    if (!parsed.success) return err(inputFault(parsed.error.issues));
    const set = await ask((client) => client.budgets.set(parsed.data));
    if (!set.ok) return set;
    say(`The budget ${name} is set.`);
    await loadBilling();
    return set;
  }
  const scopes = Object.values(summaries)
    .filter(({ state }) => state !== "released")
    .map(({ id, name: label }) => ({ value: id, label }));
  return (
    <SendForm button="Save" send={save} onClose={onClose} isNative>
      <TextInput
        label="Name"
        required
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Amount, without taxes"
          required
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Select
          label="Period"
          data={PERIODS}
          allowDeselect={false}
          value={period}
          onChange={(value) => setPeriod(value ?? "monthly")}
        />
      </Group>
      <Select
        label="For"
        data={[{ value: "", label: "Everything" }, ...scopes]}
        allowDeselect={false}
        value={environment}
        onChange={(value) => setEnvironment(value ?? "")}
      />
      <TextInput
        label="Only what one party pays"
        description="The short name of somebody who shares the cost; empty for all of it."
        value={party}
        onChange={(event) => setParty(event.currentTarget.value)}
      />
      <TextInput
        label="Also tell by e-mail"
        description="Addresses, with commas between them. The window tells in any case."
        value={recipients}
        onChange={(event) => setRecipients(event.currentTarget.value)}
      />
      <Checkbox
        label="Stop what it is for when all is spent"
        description="Only where the contract asks for it, and after the notice that it names."
        checked={stops}
        onChange={(event) => setStops(event.currentTarget.checked)}
      />
    </SendForm>
  );
}
