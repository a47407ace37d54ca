import { Group, Modal, Select, TextInput } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import type { Result } from "../../../shared/base/result.ts";
import { allZones, dateAt, ownZone } from "../../calendar/days.ts";
import { say } from "../../commands/notify.ts";
import { daemonNow } from "../../live/running-charge.ts";
import { newId } from "../../store/ids.ts";
import { SendForm } from "../../ui/SendForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { useEntries } from "../use-entries.ts";
import {
  emptyReport,
  MONTH_DAYS,
  OFTEN,
  oftenWord,
  scheduleOf,
  WEEKDAYS,
  type ReportField,
} from "./report-form.ts";
import { putReport } from "./reports-state.ts";

interface DialogProps {
  readonly onClose: () => void;
}

/** Says when a status report is made, and who gets it. */
export function ReportDialog({ onClose }: DialogProps): ReactElement {
  return (
    <Modal opened onClose={onClose} title="New report">
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: DialogProps): ReactElement {
  const entries = useEntries<ReportField>(emptyReport(ownZone()));
  const [id] = useState(() => newId("report"));
  async function save(): Promise<Result<unknown> | null> {
    const firstDay = dateAt(daemonNow(), entries.values.zone);
    const wanted = scheduleOf(entries.values, { id, firstDay });
    if (!wanted.ok) {
      entries.setErrors(wanted.error);
      return null;
    }
    const put = await putReport(wanted.value);
    if (put.ok) say(`${wanted.value.name}: ${oftenWord(wanted.value)}.`);
    return put;
  }
  return (
    <SendForm button="Save" send={save} onClose={onClose}>
      <TextInput label="Name" required data-autofocus {...entries.entry("name")} />
      <WhenFields entries={entries} />
      <TextInput
        label="Send to"
        description="E-mail addresses, with commas between them."
        required
        {...entries.entry("recipients")}
      />
    </SendForm>
  );
}

function WhenFields({
  entries: { values, choice, time },
}: {
  readonly entries: ReturnType<typeof useEntries<ReportField>>;
}): ReactElement {
  const zones = useMemo(() => [...allZones()], []);
  return (
    <>
      <Group grow align="flex-start">
        <Select label="How often" data={OFTEN} {...choice("often")} />
        {values.often === "weekly" && <Select label="On" data={WEEKDAYS} {...choice("weekday")} />}
        {values.often === "monthly" && (
          <Select label="On" data={MONTH_DAYS} {...choice("monthDay")} />
        )}
      </Group>
      <Group grow align="flex-start">
        <TimeField kind="time" label="At" required {...time("at")} />
        <Select label="Time zone" searchable data={zones} {...choice("zone")} />
      </Group>
    </>
  );
}
