import { Accordion, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Design } from "../../shared/design/design.ts";
import { chosenOf, type BookingForm, type FieldsProps } from "./booking-form.ts";
import { canEndWithTask } from "./booking-session.ts";
import { EndingFields } from "./EndingFields.tsx";
import { lengthWords } from "./lengths.ts";
import styles from "./MoreFields.module.css";
import { choiceNames, SharingFields } from "./SharingFields.tsx";
import { MarginFields, UrgencyFields, WHEN_TAKEN } from "./TermsFields.tsx";

/** What most bookings leave as it is, each group with what stands in it now. */
export function MoreFields(
  props: FieldsProps & { readonly choices: readonly Design[] },
): ReactNode {
  const { form, choices } = props;
  const names = choiceNames(choices);
  const [open, setOpen] = useState<string[]>([]);
  const sections = [
    {
      id: "environments",
      title: "Environments",
      says: sharingWords(form, names),
      fields: <SharingFields {...props} />,
    },
    {
      id: "ending",
      title: "Ending early",
      says: endingWords(form),
      fields: <EndingFields {...props} />,
    },
    {
      id: "urgency",
      title: "Urgency",
      says: urgencyWords(form),
      fields: <UrgencyFields {...props} />,
    },
    {
      id: "margins",
      title: "Set-up and wipe",
      says: marginWords(form),
      fields: <MarginFields {...props} />,
    },
  ];
  return (
    <Accordion
      multiple
      order={3}
      value={open}
      onChange={setOpen}
      chevronPosition="left"
      keepMounted={false}
      transitionDuration={0}
      className={styles["sections"] ?? ""}
    >
      {sections.map(({ id, title, says, fields }) => (
        <Accordion.Item key={id} value={id}>
          <Accordion.Control>
            <span className={styles["section"]}>
              <Text span size="sm" fw={600}>
                {title}
              </Text>
              <Text span size="sm" c="dimmed" truncate>
                {says}
              </Text>
            </span>
          </Accordion.Control>
          <Accordion.Panel>{fields}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function sharingWords(form: BookingForm, names: readonly string[]): string {
  const chosen = chosenOf(form).map((index) => names[index] ?? "");
  if (form.sharing === "turns")
    return `${chosen.join(", ")} ${chosen.length === 1 ? "takes" : "take"} turns of ${lengthWords(form.slotMinutes)}`;
  return form.sharing === "office-hours"
    ? `${chosen[0]} in office hours, else ${chosen[1]}`
    : `Only ${chosen[0] === "" ? "this one" : chosen[0]}`;
}

function endingWords(form: BookingForm): string {
  const { task, noShowMinutes, heartbeatMinutes } = form;
  const words = [
    ...(task !== null && canEndWithTask(form) ? ["when a task ends"] : []),
    ...(noShowMinutes === null ? [] : [`if nobody comes in ${lengthWords(noShowMinutes)}`]),
    ...(heartbeatMinutes === null ? [] : [`if its user is away ${lengthWords(heartbeatMinutes)}`]),
  ];
  return words.length === 0 ? "Only with its time" : words.join(", ");
}

function urgencyWords({ priority, preemptible, whenTaken }: BookingForm): string {
  const taken = WHEN_TAKEN.find(({ value }) => value === whenTaken)?.label.toLowerCase() ?? "";
  return `Priority ${priority}${preemptible ? ", gives way" : ""}; if it does not fit: ${taken}`;
}

function marginWords({ margins: { setUp, grace, wipe } }: BookingForm): string {
  return `${setUp} minutes before; ${grace} of grace and ${wipe} to wipe after`;
}
