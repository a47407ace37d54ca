import { Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { FaultAlert } from "../../ui/FaultAlert.tsx";
import { useRole } from "../../live/role.ts";
import { WaitingNote } from "../../statements/NoteItem.tsx";
import { useNotes } from "../../statements/notes.ts";
import { UnkeptNotes } from "../../statements/UnkeptNotes.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import styles from "../Billing.module.css";
import { answeredOnes, openOnes } from "./dispute-words.ts";
import { About, DisputeCard } from "./DisputeCard.tsx";
import { useDisputes, useSaid } from "./disputes-state.ts";

const PLAIN = { style: { listStyle: "none" } } as const;

/** What customers said about lines of statements and bills, and what was answered. */
export function DisputesPane(): ReactElement {
  const fault = useDisputes((state) => state.fault);
  const disputes = useSaid();
  const unheard = useNotes(({ pending }) => pending.length > 0);
  const [which, setWhich] = useState("open");
  const all = disputes ?? [];
  const shown = which === "open" ? openOnes(all) : answeredOnes(all);
  return (
    <section className={styles["pane"]} aria-label="Disputes">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Disputes
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which disputes"
          value={which}
          onChange={setWhich}
          data={[
            { value: "open", label: "Open" },
            { value: "answered", label: "Answered" },
          ]}
        />
      </Group>
      {fault !== null && <FaultAlert fault={fault} />}
      <Unheard />
      {disputes?.length === 0 && !unheard && <Nothing />}
      {all.length > 0 && shown.length === 0 && (
        <Text size="sm" c="var(--ink-soft)">
          {which === "open" ? "All of them are answered." : "None of them is answered yet."}
        </Text>
      )}
      {shown.length > 0 && <Said disputes={shown} />}
    </section>
  );
}

/** What was said here and the lab has not heard, or not taken. */
function Unheard(): ReactElement | null {
  const pending = useNotes((notes) => notes.pending);
  if (pending.length === 0) return null;
  return (
    <>
      <UnkeptNotes />
      <Stack component="ul" gap="xs" m={0} p={0} maw={820} aria-label="Not sent yet" {...PLAIN}>
        {pending.map((one) => (
          <WaitingNote key={one.note.id} pending={one}>
            <About about={one.note.about} />
          </WaitingNote>
        ))}
      </Stack>
    </>
  );
}

function Said({ disputes }: { readonly disputes: readonly Dispute[] }): ReactElement {
  return (
    <Stack component="ul" gap="sm" m={0} p={0} maw={820} aria-label="What was said" {...PLAIN}>
      {disputes.map((dispute) => (
        <DisputeCard key={`${dispute.tenant} ${dispute.id}`} dispute={dispute} />
      ))}
    </Stack>
  );
}

function Nothing(): ReactElement {
  const operator = useRole("operator");
  return (
    <EmptyState icon={IconMessageQuestion} title="Nobody has said anything">
      {operator
        ? "What customers do not accept on their statements comes here, to be answered."
        : "Open a bill or a statement and choose “Notes” to say what you do not accept; the answer comes here."}
    </EmptyState>
  );
}
