import { Checkbox, Select, SimpleGrid, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { PossibleParameter, PossiblePort } from "../../shared/components/exposing.ts";
import { allKinds } from "../../shared/kinds/index.ts";
import type { ComponentDraft } from "./component-draft.ts";

const CATEGORIES = ["Service", "Network", "Machines", "Desktop", "Storage", "Other"];

interface ComponentFieldsProps {
  readonly draft: ComponentDraft;
  readonly ports: readonly PossiblePort[];
  readonly parameters: readonly PossibleParameter[];
  readonly onChange: (change: Partial<ComponentDraft>) => void;
}

/** What is said of a component, and what it leaves to its uses. */
export function ComponentFields(props: ComponentFieldsProps): ReactElement {
  const { draft, ports, parameters, onChange } = props;
  return (
    <>
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          data-autofocus
          required
          label="Name"
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          label="Icon"
          placeholder="That of components"
          clearable
          data={allKinds().map(({ id, title }) => ({ value: id, label: title }))}
          value={draft.icon}
          onChange={(icon) => onChange({ icon })}
        />
        <Select
          label="Category"
          placeholder="None"
          clearable
          data={[...new Set([...CATEGORIES, ...(draft.category === null ? [] : [draft.category])])]}
          value={draft.category}
          onChange={(category) => onChange({ category })}
        />
        <TagsInput label="Tags" value={draft.tags} onChange={(tags) => onChange({ tags })} />
      </SimpleGrid>
      <Textarea
        label="Description"
        value={draft.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <Choices
        label="Ports that can be linked"
        empty="Nothing in it has a port."
        options={ports.map(({ id, title, links }) => ({
          id,
          label: title,
          note: links.length > 0 ? `${links.length} linked` : "",
        }))}
        value={draft.ports}
        onChange={(chosen) => onChange({ ports: chosen })}
      />
      <Choices
        label="What each use may set"
        empty="Nothing in it can be set."
        options={parameters.map(({ id, title, value }) => ({
          id,
          label: title,
          note: value === null ? "" : JSON.stringify(value).slice(0, 40),
        }))}
        value={draft.parameters}
        onChange={(chosen) => onChange({ parameters: chosen })}
      />
    </>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly empty: string;
  readonly options: readonly {
    readonly id: string;
    readonly label: string;
    readonly note: string;
  }[];
  readonly value: string[];
  readonly onChange: (value: string[]) => void;
}

/** More choices than one looks through are searched. */
const SEARCHED_FROM = 24;

function Choices({ label, empty, options, value, onChange }: ChoicesProps): ReactElement {
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
        {shown.map(({ id, label: title, note }) => (
          <Checkbox
            key={id}
            size="xs"
            value={id}
            label={
              <>
                {title}{" "}
                <Text span size="xs" c="dimmed">
                  {note}
                </Text>
              </>
            }
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
