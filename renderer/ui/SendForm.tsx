import { Button, Group } from "@mantine/core";
import { useState, type ReactElement, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import { Form } from "./Form.tsx";
import { FaultAlert } from "./FaultAlert.tsx";

interface SendFormProps {
  /** The fields. */
  readonly children: ReactNode;
  /** What the button says that sends it. */
  readonly button: string;
  /** Sends it; null where a field is wrong, which says so itself. */
  readonly send: () => Promise<Result<unknown> | null>;
  readonly onClose: () => void;
  /** It was taken; left out: the form closes. */
  readonly onDone?: () => void;
  readonly cancel?: string;
  readonly disabled?: boolean;
  /** The browser says what is required and empty; left out: the fields say it themselves. */
  readonly isNative?: boolean;
  /** Something ends by it. */
  readonly isFinal?: boolean;
}

/** A form that sends something: its fields, what was refused, and the two buttons. */
export function SendForm(props: SendFormProps): ReactElement {
  const { children, button, onClose, cancel = "Cancel", disabled = false, isFinal = false } = props;
  const { fault, busy, submit } = useSending(props);
  return (
    <Form gap="sm" isNative={props.isNative === true} onSubmit={() => void submit()}>
      {children}
      {fault !== null && <FaultAlert fault={fault} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={disabled}
          {...(isFinal && { color: "var(--bad)", variant: "outline" })}
        >
          {button}
        </Button>
      </Group>
    </Form>
  );
}

function useSending({ send, onClose, onDone = onClose, disabled = false }: SendFormProps) {
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(): Promise<void> {
    if (busy || disabled) return;
    setBusy(true);
    setFault(null);
    const sent = await send();
    setBusy(false);
    if (sent === null) return;
    if (sent.ok) onDone();
    else setFault(sent.error);
  }
  return { fault, busy, submit };
}
