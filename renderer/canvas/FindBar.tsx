import { ActionIcon, Group, Text, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import type { Design } from "../../shared/design/design.ts";
import { select } from "../store/documents.ts";
import { elementKey, parseKey, type ElementKey } from "../store/elements.ts";
import { useDesign } from "../store/selectors.ts";
import { useUi } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import { flowId } from "./flow.ts";
import { fitTo } from "./viewport.ts";

/** Ctrl-F: finds nodes, groups and notes by what they say, and shows one after the other. */
export function FindBar(): ReactElement | null {
  const finding = useUi((ui) => ui.finding);
  const design = useDesign();
  return finding && design !== null ? <Finder design={design} /> : null;
}

function Finder({ design }: { design: Design }): ReactElement {
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(0);
  const found = query === "" ? [] : matches(design, query);
  const show = (keys: readonly ElementKey[], wanted: number): void => {
    const index = keys.length === 0 ? 0 : (wanted + keys.length) % keys.length;
    setShown(index);
    const key = keys[index];
    if (key === undefined) return;
    select(new Set([key]));
    const { type, id } = parseKey(key);
    if (type === "node" || type === "group" || type === "note") fitTo([flowId(type, id)]);
  };
  const close = (): void => {
    useUi.setState({ finding: false });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") show(found, shown + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
  };
  return (
    <search className={styles["find"]}>
      <TextInput
        size="xs"
        label="Find"
        placeholder="Name, kind or property"
        // The user asked for it with Ctrl-F.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          show(matches(design, event.currentTarget.value), 0);
        }}
        onKeyDown={press}
      />
      <Group justify="space-between" mt={6}>
        <Text size="xs" c="dimmed" role="status">
          {query === "" ? "Enter goes on, Esc closes" : countText(found.length, shown)}
        </Text>
        <Group gap={2}>
          <ActionIcon
            size="sm"
            aria-label="Previous match"
            onClick={() => {
              show(found, shown - 1);
            }}
          >
            <IconChevronUp size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label="Next match"
            onClick={() => {
              show(found, shown + 1);
            }}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
          <ActionIcon size="sm" aria-label="Close find" onClick={close}>
            <IconX size={14} />
          </ActionIcon>
        </Group>
      </Group>
    </search>
  );
}

function countText(count: number, shown: number): string {
  return count === 0 ? "Nothing found" : `${shown + 1} of ${count}`;
}

function matches(design: Design, query: string): readonly ElementKey[] {
  const wanted = query.toLowerCase();
  if (wanted === "") return [];
  const says = (...texts: readonly string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(wanted));
  return [
    ...Object.entries(design.nodes)
      .filter(([, node]) => says(node.name, node.kind, JSON.stringify(node.properties)))
      .map(([id]) => elementKey("node", id)),
    ...Object.entries(design.groups)
      .filter(([, group]) => says(group.name))
      .map(([id]) => elementKey("group", id)),
    ...Object.entries(design.notes)
      .filter(([, note]) => says(note.text))
      .map(([id]) => elementKey("note", id)),
  ];
}
