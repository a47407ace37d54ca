import { CloseButton, Code, Group, List, Modal, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import {
  LEVEL_TITLES,
  ruleReference,
  type RuleEntry,
} from "../../../shared/constraints/rule-reference.ts";
import { showRule, useRuleShown } from "./rule-shown.ts";
import styles from "./RuleReference.module.css";

/** Every rule with its reason and an example, as its own file has them; mounted once, opened from anywhere. */
export function RuleReference(): ReactElement {
  const code = useRuleShown((shown) => shown.code);
  return (
    // Of its parts: the usual heading of a dialog would be a second banner of the page.
    <Modal.Root
      opened={code !== null}
      onClose={() => {
        showRule(null);
      }}
      size="lg"
      centered
      lockScroll={false}
    >
      <Modal.Overlay opacity={0.4} />
      <Modal.Content aria-label="Rules">
        <Modal.Body>{code !== null && <Rules key={code} code={code} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Rules({ code }: { readonly code: string }): ReactElement {
  const [query, setQuery] = useState(code);
  const entries = useMemo(() => ruleReference(), []);
  const words = query.trim().toLowerCase();
  const found = entries.filter((entry) => words === "" || textOf(entry).includes(words));
  return (
    <>
      <Group justify="space-between" pb={8}>
        <Title order={2} size="md">
          Rules
        </Title>
        <CloseButton
          aria-label="Close"
          onClick={() => {
            showRule(null);
          }}
        />
      </Group>
      <TextInput
        size="xs"
        data-autofocus
        aria-label="Search rules"
        placeholder="Search"
        leftSection={<IconSearch size={13} />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
        }}
      />
      <Text size="xs" c="dimmed" py={8} role="status">
        {found.length} of {entries.length} rules
      </Text>
      {found.map((entry) => (
        <Rule key={entry.code} entry={entry} />
      ))}
    </>
  );
}

function textOf({ code, title, explanation, severity }: RuleEntry): string {
  return `${code} ${title} ${explanation} ${severity}`.toLowerCase();
}

function Rule({ entry }: { readonly entry: RuleEntry }): ReactElement {
  const { code, severity, title, explanation, levels, measures = [], example, fix } = entry;
  return (
    <article className={styles["rule"]} aria-label={title}>
      <Title order={3} size="sm">
        {title}
      </Title>
      <Text size="xs" c="dimmed">
        <Code>{code}</Code> · {severity} · {levels.map((level) => LEVEL_TITLES[level]).join(", ")}
      </Text>
      <Text size="sm" py={4}>
        {explanation}
      </Text>
      <List size="xs" spacing={2}>
        {measures.length > 0 && (
          <List.Item>
            Holds against each other: {measures.map(({ what }) => what).join(", ")}
          </List.Item>
        )}
        {example !== null && <List.Item>For instance: “{example}”</List.Item>}
        {fix !== null && <List.Item>Offers there: {fix}</List.Item>}
      </List>
    </article>
  );
}
