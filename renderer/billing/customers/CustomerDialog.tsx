import { Modal, Text } from "@mantine/core";
import { useRef, useState, type ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import { dateAt, ownZone } from "../../calendar/days.ts";
import { say } from "../../commands/notify.ts";
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
import { expectedOf, useDeclaredFee, type Declared } from "./declared.ts";
import { DeclaredFields } from "./DeclaredFields.tsx";
import { TokenOnce } from "./TokenOnce.tsx";
import { SendForm } from "../../ui/SendForm.tsx";
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
    // A token is shown only this once: it is not lost by a key.
    <Modal opened onClose={onClose} title={title} size="lg" closeOnEscape={token === null}>
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
  const [declared, setDeclared] = useState<Declared>({});
  const quote = useDeclaredFee(contract === null ? entries.values.start : "", declared);
  const token = useRef<string | null>(null);
  async function save(): Promise<Result<unknown> | null> {
    const send = sending(entries.values, contract, { declared, quote });
    if (typeof send !== "function") {
      entries.setErrors(send);
      return null;
    }
    const made = await send();
    if (!made.ok) return made;
    say(contract === null ? `${entries.values.name} is signed up.` : "The contract is changed.");
    token.current = "secret" in made.value ? made.value.secret : null;
    return made;
  }
  return (
    <SendForm
      button={contract === null ? "Sign up" : "Save"}
      send={save}
      onClose={onClose}
      onDone={() => (token.current === null ? onClose() : onToken(token.current))}
    >
      {contract !== null && (
        <Text size="sm">
          Who is billed and how it is paid holds from the next bill on, a fee from the next month
          on. Zone, currency and months stay while the contract lasts.
        </Text>
      )}
      <CustomerFields
        entries={entries}
        isNew={contract === null}
        declared={
          <DeclaredFields
            quote={quote}
            declared={declared}
            onDeclare={setDeclared}
            isTyped={entries.values.fee.trim() !== ""}
          />
        }
      />
    </SendForm>
  );
}

function firstValues(contract: CustomerContract | null): CustomerForm {
  if (contract !== null) return formOf(contract);
  const zone = ownZone();
  return emptyForm(dateAt(daemonNow(), zone), zone);
}

/** What is to be done with the form, or what is wrong with its fields. */
function sending(
  form: CustomerForm,
  contract: CustomerContract | null,
  { declared, quote }: { readonly declared: Declared; readonly quote: DeclaredFeeQuote | null },
) {
  if (contract !== null) {
    const next = amendmentOf(contract, form, new Date(daemonNow()).toISOString());
    return next.ok ? () => amend(next.value) : next.error;
  }
  const { contracts } = useCustomers.getState();
  const before = contracts?.find(({ tenant }) => tenant === form.tenant.trim());
  const wanted = signUpOf(form, before);
  if (!wanted.ok) return wanted.error;
  const expected = expectedOf(declared);
  // The field says it.
  if ("wrong" in expected) return {};
  // What was shown is what is agreed on.
  const baseFee = wanted.value.baseFee ?? quote?.fee ?? undefined;
  return () => signUp({ ...wanted.value, expectedUsage: expected.usage, baseFee });
}
