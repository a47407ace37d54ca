import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState, type FormEvent, type ReactElement } from "react";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { say } from "../../commands/notify.ts";
import { FaultAlert } from "../../live/FaultAlert.tsx";
import { answerDispute } from "./disputes-state.ts";

/** The one answer to what a customer said. */
export function AnswerForm({ dispute }: { readonly dispute: Dispute }): ReactElement {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const isReady = text.trim() !== "";
  async function answer(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || busy) return;
    setBusy(true);
    const answered = await answerDispute(dispute, text.trim());
    setBusy(false);
    if (!answered.ok) return setFault(answered.error);
    say(`${dispute.by} reads the answer from now on.`);
  }
  return (
    <form onSubmit={(event) => void answer(event)}>
      <Stack gap="xs">
        <Textarea
          label={`Answer to ${dispute.by}`}
          description="It stays as it is once it was given."
          autosize
          minRows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={busy} disabled={!isReady}>
            Answer
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
