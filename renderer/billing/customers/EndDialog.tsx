import { Group, List, Modal, Radio } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { dateAt } from "../../calendar/days.ts";
import { say } from "../../commands/notify.ts";
import { daemonNow } from "../../live/running-charge.ts";
import { localTime } from "../../ui/local-time.ts";
import { SendForm } from "../../ui/SendForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { endOfDay } from "./contract-words.ts";
import { endContract } from "./customers-state.ts";

interface EndProps {
  readonly contract: CustomerContract;
  readonly onClose: () => void;
}

/** Ends a contract, after it was said what that does. */
export function EndDialog({ contract, onClose }: EndProps): ReactElement {
  return (
    <Modal opened onClose={onClose} title={`End the contract of ${contract.customer.name}?`}>
      <Form contract={contract} onClose={onClose} />
    </Modal>
  );
}

function Form({ contract, onClose }: EndProps): ReactElement {
  const zone = contract.contract.billingZone;
  const [when, setWhen] = useState("now");
  const [date, setDate] = useState(() => dateAt(daemonNow(), zone));
  const isNow = when === "now";
  const at = endOfDay(date, zone);
  const wrong = at === null ? "Choose a day." : isPast(at) ? "That day is over already." : null;
  async function end(): Promise<Result<unknown> | null> {
    const instant = isNow ? new Date(daemonNow()).toISOString() : at;
    if (instant === null || (!isNow && wrong !== null)) return null;
    const ended = await endContract(contract, instant);
    if (ended.ok) say(`The contract ends ${localTime(instant)}.`);
    return ended;
  }
  return (
    <SendForm
      button="End contract"
      cancel="Keep the contract"
      send={end}
      onClose={onClose}
      disabled={!isNow && wrong !== null}
      isFinal
    >
      <Consequences />
      <Radio.Group label="When" value={when} onChange={setWhen}>
        <Group mt={4}>
          <Radio value="now" label="Now" data-autofocus />
          <Radio value="day" label="At the end of a day" />
        </Group>
      </Radio.Group>
      {!isNow && (
        <TimeField
          kind="date"
          label="Last day"
          description={`It ends at midnight, ${zone}.`}
          value={date}
          error={date === "" || at !== null ? wrong : null}
          write={setDate}
        />
      )}
    </SendForm>
  );
}

function isPast(instant: string): boolean {
  return Date.parse(instant) <= daemonNow();
}

function Consequences(): ReactElement {
  return (
    <List size="sm" spacing={4}>
      <List.Item>A last bill comes by itself, up to then; none comes for later.</List.Item>
      <List.Item>
        What is left of a fee&rsquo;s month is charged or given back as the price book says.
      </List.Item>
      <List.Item>Bills that were issued stay, and are still to be paid.</List.Item>
      <List.Item>Machines go on: release them where they shall not run.</List.Item>
      <List.Item>It cannot be taken back, but another contract can begin afterwards.</List.Item>
    </List>
  );
}
