import { Anchor, Badge, Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { mayFollow, type Dispute } from "../../../shared/statements/dispute.ts";
import { useRole } from "../../live/role.ts";
import { localTime } from "../../ui/local-time.ts";
import { openBill, useBilling } from "../billing-state.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { lineWord } from "./dispute-words.ts";

/** What was said about a line, and what was answered, or the place to do so. */
export function DisputeCard({ dispute }: { readonly dispute: Dispute }): ReactElement {
  const operator = useRole("operator");
  const { tenant, by, sort, text, madeAt, answer } = dispute;
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap={6}>
        <Group gap="xs">
          <Badge size="sm" variant="light" color={sort === "dispute" ? "red" : "gray"}>
            {sort === "dispute" ? "Not accepted" : "Note"}
          </Badge>
          <Text size="sm" fw={600}>
            {lineWord(dispute)}
          </Text>
          <About about={dispute.about} />
        </Group>
        <Text size="xs" c="var(--ink-soft)">
          {operator ? `${by} of ${tenant}` : by}, {localTime(madeAt)}
        </Text>
        <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
          {text}
        </Text>
        {answer !== null && <Answer answer={answer} />}
        {operator && isOpenStill(dispute) && (
          <AnswerForm key={answer?.at ?? "first"} dispute={dispute} />
        )}
        {answer === null && !operator && (
          <Text size="xs" c="var(--ink-soft)">
            The lab has it, and has not answered yet.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** Whether there may be a further answer; a mere note is explained and no more. */
function isOpenStill({ sort, answer }: Dispute): boolean {
  return mayFollow(answer, { outcome: sort === "dispute" ? "accepted" : "answered" });
}

function Answer({ answer }: { readonly answer: NonNullable<Dispute["answer"]> }): ReactElement {
  return (
    <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
      <strong>
        {answer.by} answered, {localTime(answer.at)}:
      </strong>{" "}
      {answer.text}
      {answer.outcome !== "answered" && ` (${answer.outcome})`}
      {answer.creditNote !== undefined && (
        <>
          {" "}
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => void openBill(answer.creditNote ?? "")}
          >
            Credit note {answer.creditNote}
          </Anchor>
        </>
      )}
    </Text>
  );
}

/** A bill can be looked at; a statement is a file of the customer's. */
export function About({ about }: { readonly about: string }): ReactElement {
  const isBill = useBilling(({ bills }) => bills?.some(({ number }) => number === about) ?? false);
  if (!isBill)
    return (
      <Text size="xs" c="var(--ink-soft)">
        on statement {about}
      </Text>
    );
  return (
    <Anchor component="button" type="button" size="xs" onClick={() => void openBill(about)}>
      on bill {about}
    </Anchor>
  );
}
