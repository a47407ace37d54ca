import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import type { Fault } from "../../shared/base/fault.ts";
import type { Design } from "../../shared/design/design.ts";
import { QOS_CLASSES, QOS_PROMISES, QOS_TITLES } from "../../shared/reservations/qos-class.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { say } from "../commands/notify.ts";
import { activeDocument, asItRuns } from "../store/documents.ts";
import { sendToLab } from "./actions.ts";
import { localTime } from "../ui/local-time.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { openEnvironment } from "./open-environment.ts";
import { daemonNow } from "./running-charge.ts";
import { SendPreview } from "./SendPreview.tsx";
import { closeSendDialog, useSend } from "./send.ts";
import { useAway } from "./away.ts";
import { usePools } from "./state.ts";

const HOUR = 3_600_000;
const DURATIONS = [
  { value: "1", label: "1 hour" },
  { value: "2", label: "2 hours" },
  { value: "4", label: "4 hours" },
  { value: "8", label: "8 hours" },
  { value: "24", label: "1 day" },
  { value: "168", label: "1 week" },
];

const CLASSES = [
  { value: "none", label: "Nothing beside its price" },
  ...QOS_CLASSES.map((value) => ({ value, label: QOS_TITLES[value] })),
];

/** Which lab, for how long; what will be made and what it costs; then it is made. */
export function SendDialog(): ReactNode {
  const { open, idempotencyKey } = useSend();
  const shown = open ? activeDocument() : null;
  const design = shown === null ? null : asItRuns(shown);
  return (
    // At the top: in the middle its fields would move under the mouse when the price comes.
    <Modal
      opened={design !== null}
      onClose={closeSendDialog}
      title={(shown?.environment ?? null) === null ? "Send to lab" : "Send again"}
      size="lg"
      centered={false}
    >
      {design !== null && (
        <SendDesign key={idempotencyKey} design={design} idempotencyKey={idempotencyKey} />
      )}
    </Modal>
  );
}

function SendDesign(props: {
  readonly design: Design;
  readonly idempotencyKey: string;
}): ReactNode {
  const { design, idempotencyKey } = props;
  const pools = usePools();
  const away = useAway();
  const online = away === null;
  const [name, setName] = useState(design.name);
  const [pool, setPool] = useState<string | null>(null);
  const [hours, setHours] = useState("4");
  const [promise, setPromise] = useState("none");
  const [ready, setReady] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<{ readonly key: string; readonly fault: Fault } | null>(
    null,
  );
  // The window starts when the dialog was opened: the preview, the price and the request are about the same one.
  const [start] = useState(daemonNow);
  const chosen = pool ?? pools.find((one) => one.state === "online")?.id ?? null;
  const window = windowOf(start, Number(hours));
  // A refusal speaks of one request; it goes when that is changed.
  const key = `${chosen} ${hours} ${promise} ${name}`;
  const qosClass = QOS_CLASSES.find((one) => one === promise);
  const refused = refusal?.key === key ? refusal.fault : null;

  async function send(): Promise<void> {
    if (chosen === null) return;
    setSending(true);
    const sent = await sendToLab({
      name: name.trim(),
      pool: chosen,
      design,
      window,
      idempotencyKey,
      ...(qosClass !== undefined && { qosClass }),
    });
    setSending(false);
    if (!sent.ok) {
      setRefusal({ key, fault: sent.error });
      return;
    }
    closeSendDialog();
    say(`${sent.value.name} is on its way.`);
    await openEnvironment(sent.value.id);
  }

  return (
    <Stack gap="md">
      <TextInput
        label="Name"
        value={name}
        data-autofocus
        error={name.trim() === "" ? "Give it a name" : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group grow align="start">
        <Select
          label="Lab"
          data={pools.map((one) => ({
            value: one.id,
            label: one.state === "online" ? one.name : `${one.name} (offline)`,
            disabled: one.state === "offline",
          }))}
          value={chosen}
          onChange={setPool}
          placeholder="No lab is connected"
          allowDeselect={false}
        />
        <Select
          label="For"
          data={DURATIONS}
          value={hours}
          onChange={(value) => setHours(value ?? "4")}
          allowDeselect={false}
          description={`Until ${localTime(window.end)}`}
          inputWrapperOrder={["label", "input", "description", "error"]}
        />
      </Group>
      <Select
        label="What is promised"
        data={CLASSES}
        value={promise}
        onChange={(value) => setPromise(value ?? "none")}
        allowDeselect={false}
        description={qosClass === undefined ? "" : QOS_PROMISES[qosClass]}
        inputWrapperOrder={["label", "input", "description", "error"]}
      />
      {away !== null && (
        <Text size="sm" c="var(--warning)">
          {away}
        </Text>
      )}
      {chosen !== null && (
        <SendPreview
          design={design}
          pool={chosen}
          window={window}
          qosClass={qosClass}
          onVerdict={setReady}
        />
      )}
      {refused !== null && <FaultAlert fault={refused} />}
      <DialogFoot>
        <Button variant="default" onClick={closeSendDialog}>
          Cancel
        </Button>
        <Button
          loading={sending}
          disabled={!online || !ready || chosen === null || name.trim() === ""}
          onClick={() => void send()}
        >
          Send
        </Button>
      </DialogFoot>
    </Stack>
  );
}

function windowOf(start: number, hours: number): Window {
  return {
    start: new Date(start).toISOString(),
    end: new Date(start + hours * HOUR).toISOString(),
  };
}
