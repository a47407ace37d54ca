import { Select, SimpleGrid, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { PossibleParameter, PossiblePort } from "../../shared/components/exposing.ts";
import type { Design } from "../../shared/design/design.ts";
import { allKinds } from "../../shared/kinds/index.ts";
import { useDesignCatalogue } from "../store/selectors.ts";
import { hintOf, valueWords } from "../ui/value-words.ts";
import type { ComponentDraft } from "./component-draft.ts";
import { ExposedChoices } from "./ExposedChoices.tsx";

const CATEGORIES = ["Service", "Network", "Machines", "Desktop", "Storage", "Other"];

interface ComponentFieldsProps {
  /** What it is made of. */
  readonly design: Design;
  readonly draft: ComponentDraft;
  readonly ports: readonly PossiblePort[];
  readonly parameters: readonly PossibleParameter[];
  readonly onChange: (change: Partial<ComponentDraft>) => void;
}

/** What is said of a component, and what it leaves to its uses. */
export function ComponentFields(props: ComponentFieldsProps): ReactElement {
  const { design, draft, ports, parameters, onChange } = props;
  const catalogue = useDesignCatalogue();
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
      <ExposedChoices
        label="Ports that can be linked"
        empty="Nothing in it has a port."
        options={ports.map(({ id, title, links }) => ({
          id,
          label: title,
          note: links.length > 0 ? `${links.length} linked` : "",
        }))}
        value={draft.ports}
        titles={draft.portTitles}
        onChange={(chosen) => onChange({ ports: chosen })}
        onRename={(portTitles) => onChange({ portTitles })}
      />
      <ExposedChoices
        label="What each use may set"
        empty="Nothing in it can be set."
        options={parameters.map(({ id, title, node, property, value }) => {
          const hint = hintOf(design.nodes[node]?.kind, property);
          const note = value === null ? "" : valueWords(value, { catalogue, hint, design });
          return { id, label: title, note };
        })}
        value={draft.parameters}
        titles={draft.parameterTitles}
        onChange={(chosen) => onChange({ parameters: chosen })}
        onRename={(parameterTitles) => onChange({ parameterTitles })}
      />
    </>
  );
}
