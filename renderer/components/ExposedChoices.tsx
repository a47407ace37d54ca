import { Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Titles } from "./component-draft.ts";

interface ExposedChoicesProps {
  readonly label: string;
  readonly empty: string;
  readonly options: readonly Option[];
  readonly value: string[];
  /** What was chosen is called, where it is not what is proposed. */
  readonly titles: Titles;
  readonly onChange: (value: string[]) => void;
  readonly onRename: (titles: Titles) => void;
}

interface Option {
  readonly id: string;
  /** What it is called unless one names it. */
  readonly label: string;
  readonly note: string;
}

/** More choices than one looks through are searched. */
const SEARCHED_FROM = 24;

/** What of a component's inside its uses see: chosen by a tick, and named as its uses know it. */
export function ExposedChoices(props: ExposedChoicesProps): ReactElement {
  const { label, empty, options, value, titles, onChange, onRename } = props;
  const [query, setQuery] = useState("");
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = options.filter((option) =>
    words.every((word) => option.label.toLowerCase().includes(word)),
  );
  return (
    <Checkbox.Group label={label} value={value} onChange={onChange}>
      {options.length === 0 && (
        <Text size="xs" c="dimmed">
          {empty}
        </Text>
      )}
      {options.length >= SEARCHED_FROM && (
        <TextInput
          size="xs"
          mt={4}
          aria-label={`Search: ${label.toLowerCase()}`}
          placeholder="Search, e.g. count or web"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <SimpleGrid cols={2} spacing={4} mt={4} mah={160} style={{ overflow: "auto" }}>
        {shown.map((option) => (
          <Stack key={option.id} gap={2}>
            <Choice {...option} />
            {value.includes(option.id) && (
              <TextInput
                size="xs"
                ml={28}
                aria-label={`Title of ${option.label}`}
                placeholder={option.label}
                value={titles[option.id] ?? option.label}
                onChange={(event) => {
                  onRename({ ...titles, [option.id]: event.currentTarget.value });
                }}
              />
            )}
          </Stack>
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}

function Choice({ id, label, note }: Option): ReactElement {
  return (
    <Checkbox
      size="xs"
      value={id}
      label={
        <>
          {label}{" "}
          <Text span size="xs" c="dimmed">
            {note}
          </Text>
        </>
      }
    />
  );
}
