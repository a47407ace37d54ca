import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { say } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { fromLocalInput, localTime, toLocalInput } from "../ui/local-time.ts";
import { TimeField } from "../ui/TimeField.tsx";
import { endDraft, save, type DraftSession } from "./draft-session.ts";
import { loadPrices } from "./load-prices.ts";
import { showPrices } from "./prices-state.ts";

const DAY = 86_400_000;

interface PublishDialogProps {
  readonly session: DraftSession;
  readonly onClose: () => void;
}

/** The last word before a draft becomes a revision that never changes again: from when, until when. */
export function PublishDialog({ session, onClose }: PublishDialogProps): ReactElement {
  const [isNow, setNow] = useState(true);
  const [from, setFrom] = useState(() => toLocalInput(daemonNow() + DAY));
  const [to, setTo] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const start = fromLocalInput(from);
  const end = fromLocalInput(to);
  const wrongStart = isNow ? null : wrongBeginning(start);
  const endsFirst = end !== null && end <= (isNow ? daemonNow() : (start ?? -Infinity));
  // Half a time is no "until the next revision".
  const wrongEnd = endsFirst || (end === null && to !== "");
  async function publish(): Promise<void> {
    if (busy || wrongStart !== null || wrongEnd) return;
    setBusy(true);
    await save();
    const made = await ask((client) =>
      client.prices.publish({
        text: session.text,
        from: isNow || start === null ? null : toInstant(start),
        to: end === null ? null : toInstant(end),
      }),
    );
    setBusy(false);
    if (!made.ok) return setFault(made.error);
    const { id, revision, from: begins } = made.value;
    say(`Revision ${revision} of ${id} holds from ${localTime(begins ?? toInstant(daemonNow()))}.`);
    endDraft();
    showPrices({ type: "revision", book: id, revision });
    void loadPrices();
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title="Publish these prices">
      <Stack gap="sm">
        <Text size="sm">
          They become the next revision of {session.book} for all customers whose contract names no
          other. A published revision never changes: to correct it, publish another one.
        </Text>
        <Radio.Group
          label="They hold"
          value={isNow ? "now" : "then"}
          onChange={(value) => setNow(value === "now")}
        >
          <Stack gap={6} mt={4}>
            <Radio size="xs" value="now" label="From now on" />
            <Radio size="xs" value="then" label="From a time to come" />
          </Stack>
        </Radio.Group>
        {!isNow && (
          <TimeField
            size="xs"
            kind="date-time"
            label="From"
            value={from}
            error={wrongStart}
            write={setFrom}
          />
        )}
        <TimeField
          size="xs"
          kind="date-time"
          label="Until"
          description="Empty: until the next revision."
          value={to}
          error={endsFirst ? "They would end before they begin." : null}
          write={setTo}
        />
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} onClick={() => void publish()}>
            Publish
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What was used before has its price already. */
function wrongBeginning(start: number | null): string | null {
  if (start === null) return "Enter a time.";
  return start < daemonNow() ? "This time is over." : null;
}
