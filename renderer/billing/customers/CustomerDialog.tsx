import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState, type FormEvent, type ReactElement } from "react";
import type { Fault } from "../../../shared/base/fault.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { dateAt, ownZone } from "../../calendar/days.ts";
import { say } from "../../commands/notify.ts";
import { FaultAlert } from "../../live/FaultAlert.tsx";
import { daemonNow } from "../../live/running-charge.ts";
import { CustomerFields } from "./CustomerFields.tsx";
import {
  amendmentOf,
  emptyForm,
  formOf,
  signUpOf,
  type CustomerField,
  type CustomerForm,
} from "./customer-form.ts";
import { amend, signUp, useCustomers } from "./customers-state.ts";
import { TokenOnce } from "./TokenOnce.tsx";
import { useEntries } from "../use-entries.ts";

interface DialogProps {
  /** Whose contract is changed; null: somebody new. */
  readonly contract: CustomerContract | null;
  readonly onClose: () => void;
}

/** Signs a customer up, or agrees on something else with one. */
export function CustomerDialog({ contract, onClose }: DialogProps): ReactElement {
  const [token, setToken] = useState<string | null>(null);
  const title = contract === null ? "New customer" : `Change ${contract.customer.name}`;
  return (
    // A token is shown only this once: it is not lost by a key, or a click beside the dialog.
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={token === null}
      closeOnEscape={token === null}
    >
      {token === null ? (
        <Form contract={contract} onClose={onClose} onToken={setToken} />
      ) : (
        <TokenOnce token={token} onClose={onClose} />
      )}
    </Modal>
  );
}

interface FormProps extends DialogProps {
  readonly onToken: (token: string) => void;
}

function Form({ contract, onClose, onToken }: FormProps): ReactElement {
  const entries = useEntries<CustomerField>(firstValues(contract));
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const send = sending(entries.values, contract);
    if (typeof send !== "function") return entries.setErrors(send);
    setBusy(true);
    const made = await send();
    setBusy(false);
    if (!made.ok) return setFault(made.error);
    say(contract === null ? `${entries.values.name} is signed up.` : "The contract is changed.");
    const secret = "secret" in made.value ? made.value.secret : null;
    if (secret === null) onClose();
    else onToken(secret);
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Stack gap="sm">
        {contract !== null && (
          <Text size="sm">
            Who is billed and how it is paid holds from the next bill on, a fee from the next month
            on. Zone, currency and months stay while the contract lasts.
          </Text>
        )}
        <CustomerFields entries={entries} isNew={contract === null} />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {contract === null ? "Sign up" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function firstValues(contract: CustomerContract | null): CustomerForm {
  if (contract !== null) return formOf(contract);
  const zone = ownZone();
  return emptyForm(dateAt(daemonNow(), zone), zone);
}

/** What is to be done with the form, or what is wrong with its fields. */
function sending(form: CustomerForm, contract: CustomerContract | null) {
  if (contract !== null) {
    const next = amendmentOf(contract, form, new Date(daemonNow()).toISOString());
    return next.ok ? () => amend(next.value) : next.error;
  }
  const { contracts } = useCustomers.getState();
  const before = contracts?.find(({ tenant }) => tenant === form.tenant.trim());
  const wanted = signUpOf(form, before);
  return wanted.ok ? () => signUp(wanted.value) : wanted.error;
}
