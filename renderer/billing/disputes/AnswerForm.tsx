import { Button, Group, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { useState, type FormEvent, type ReactElement } from "react";
import type { Fault } from "../../../shared/base/fault.ts";
import { mayFollow, type Dispute } from "../../../shared/statements/dispute.ts";
import { say } from "../../commands/notify.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { answerDispute, type Outcome } from "./disputes-state.ts";

const OUTCOMES = [
  { value: "answered", label: "Explain" },
  { value: "accepted", label: "Accept, with a credit note" },
  { value: "rejected", label: "Reject" },
] as const satisfies readonly { readonly value: Outcome; readonly label: string }[];

/** An answer to what a customer said: an explanation, or the last word. */
export function AnswerForm({ dispute }: { readonly dispute: Dispute }): ReactElement {
  const [text, setText] = useState("");
  const possible = OUTCOMES.filter(({ value }) => mayFollow(dispute.answer, { outcome: value }));
  const [outcome, setOutcome] = useState<Outcome>(possible[0]?.value ?? "answered");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const isReady = text.trim() !== "";
  async function answer(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || busy) return;
    setBusy(true);
    const answered = await answerDispute(dispute, text.trim(), outcome);
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
        {dispute.sort === "dispute" && (
          <SegmentedControl
            size="xs"
            aria-label="What becomes of it"
            data={possible}
            value={outcome}
            onChange={setOutcome}
          />
        )}
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
