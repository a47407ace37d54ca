import { Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import { FaultAlert } from "../../live/FaultAlert.tsx";
import { useRole } from "../../live/role.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import styles from "../Billing.module.css";
import { answeredOnes, openOnes } from "./dispute-words.ts";
import { DisputeCard } from "./DisputeCard.tsx";
import { useDisputes } from "./disputes-state.ts";

/** What customers said about lines of statements and bills, and what was answered. */
export function DisputesPane(): ReactElement {
  const { disputes, fault } = useDisputes();
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
      {disputes?.length === 0 && <Nothing />}
      {all.length > 0 && shown.length === 0 && (
        <Text size="sm" c="var(--ink-soft)">
          {which === "open" ? "All of them are answered." : "None of them is answered yet."}
        </Text>
      )}
      {shown.length > 0 && <Said disputes={shown} />}
    </section>
  );
}

function Said({ disputes }: { readonly disputes: readonly Dispute[] }): ReactElement {
  return (
    <Stack
      component="ul"
      gap="sm"
      m={0}
      p={0}
      maw={820}
      aria-label="What was said"
      style={{ listStyle: "none" }}
    >
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
        : "Open a statement and choose “Notes” to say what you do not accept; the answer comes here."}
    </EmptyState>
  );
}
