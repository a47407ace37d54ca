import { Modal, Select, Text, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { fault, faultText } from "../../../shared/base/fault.ts";
import { err, type Result } from "../../../shared/base/result.ts";
import { partiesOf } from "../../../shared/billing/sharing.ts";
import type { Sharing } from "../../../shared/pricing/engine/sharing.ts";
import { dateAt } from "../../calendar/days.ts";
import { say } from "../../commands/notify.ts";
import { daemonNow } from "../../live/running-charge.ts";
import { useLive } from "../../live/state.ts";
import { SendForm } from "../../ui/SendForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { startOfDay } from "./contract-words.ts";
import { shareCost } from "./customers-state.ts";

interface ShareProps {
  /** Where the contract's days begin. */
  readonly zone: string;
  /** What was agreed on so far. */
  readonly sharing: readonly Sharing[];
  readonly onClose: () => void;
}

/** Says who pays how much of one environment, from a day on. */
export function ShareDialog({ zone, sharing, onClose }: ShareProps): ReactElement {
  const summaries = useLive((live) => live.summaries);
  const environments = Object.values(summaries)
    .filter(({ state }) => state !== "released")
    .map(({ id, name }) => ({ value: id, label: name }));
  const [environment, setEnvironment] = useState(environments[0]?.value ?? "");
  const [parties, setParties] = useState("");
  const [tried, setTried] = useState(false);
  const [date, setDate] = useState(() => dateAt(daemonNow(), zone));
  const read = partiesOf(parties);
  const isShared = sharing.some((one) => one.environment === environment);
  const isMissing = parties.trim() === "" && !isShared;
  const wrong =
    parties === "" || read.ok ? null : (faultText(read.error).why ?? faultText(read.error).what);
  const missing = tried && isMissing ? "Say who pays, such as anna=60%, bela=40%." : null;
  async function send(): Promise<Result<unknown> | null> {
    setTried(true);
    if (!read.ok || isMissing) return null;
    const from = startOfDay(date, zone);
    if (from === null) return err(fault("input-invalid", { detail: "Choose a day." }, "from"));
    const shared = await shareCost({ environment, from, parties: read.value });
    if (shared.ok)
      say(
        read.value.length === 0
          ? "Not shared any more: whoever pays for the rest pays for it, too."
          : "Shared. Statements and the next bill say what each pays.",
      );
    return shared;
  }
  return (
    <Modal opened onClose={onClose} title="Share what an environment costs">
      <SendForm button="Share" send={send} onClose={onClose} disabled={environment === ""}>
        <Text size="sm">
          It costs the same; only who pays changes. What is billed already stays as it is.
        </Text>
        <Select
          label="Environment"
          data={environments}
          placeholder="None runs or is booked"
          disabled={environments.length === 0}
          allowDeselect={false}
          value={environment}
          data-autofocus
          onChange={(chosen) => setEnvironment(chosen ?? environment)}
        />
        <TextInput
          label="Parties"
          description={`Short names with percentages or parts${isShared ? "; empty: whoever pays for the rest" : ""}.`}
          required={!isShared}
          placeholder="anna=60%, bela=40%"
          value={parties}
          error={wrong ?? missing}
          onChange={({ currentTarget }) => setParties(currentTarget.value)}
        />
        <TimeField
          kind="date"
          label="From the beginning of"
          required
          value={date}
          write={setDate}
        />
      </SendForm>
    </Modal>
  );
}
