import { Checkbox, Group, Modal, Select, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { Budget } from "../../shared/billing/budget.ts";
import { say } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { useLive } from "../live/state.ts";
import { SendForm } from "../ui/SendForm.tsx";
import { loadBilling } from "./billing-state.ts";
import { budgetOf, formOf, type BudgetForm as Fields } from "./budget-form.ts";
import { useEntries } from "./use-entries.ts";

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
  const { values, entry, choice, setErrors } = useEntries<keyof Fields>(formOf(budget));
  const [stops, setStops] = useState(budget?.stops ?? false);
  const [wrongStop, setWrongStop] = useState<string>();
  async function save(): Promise<Result<unknown> | null> {
    const wanted = budgetOf(values, stops, budget ?? { id: crypto.randomUUID() });
    setWrongStop(wanted.ok ? undefined : wanted.error.stops);
    if (!wanted.ok) {
      setErrors(wanted.error);
      return null;
    }
    const set = await ask((client) => client.budgets.set(wanted.value));
    if (!set.ok) return set;
    say(`The budget ${wanted.value.name} is set.`);
    await loadBilling();
    return set;
  }
  const scopes = Object.values(summaries)
    .filter(({ state }) => state !== "released")
    .map(({ id, name: label }) => ({ value: id, label }));
  return (
    <SendForm button="Save" send={save} onClose={onClose}>
      <TextInput label="Name" required data-autofocus {...entry("name")} />
      <Group grow align="flex-start">
        <TextInput
          label="Amount, without taxes"
          required
          inputMode="decimal"
          {...entry("amount")}
        />
        <Select label="Period" data={PERIODS} {...choice("period")} />
      </Group>
      <Select
        label="For"
        data={[{ value: "", label: "Everything" }, ...scopes]}
        {...choice("environment")}
      />
      <TextInput
        label="Only what one party pays"
        description="The short name of somebody who shares the cost; empty for all of it."
        {...entry("party")}
      />
      <TextInput
        label="Also tell by e-mail"
        description="Addresses, with commas between them. The window tells in any case."
        {...entry("recipients")}
      />
      <Checkbox
        label="Stop what it is for when all is spent"
        description="Only where the contract asks for it, and after the notice that it names."
        checked={stops}
        error={wrongStop}
        onChange={(event) => {
          setStops(event.currentTarget.checked);
          setWrongStop(undefined);
        }}
      />
    </SendForm>
  );
}
