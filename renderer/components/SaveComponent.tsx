import {
  Alert,
  Button,
  Checkbox,
  Group,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { faultSentence } from "../../shared/base/fault.ts";
import { possibleParameters, possiblePorts } from "../../shared/components/exposing.ts";
import { replaceByUse } from "../../shared/components/place-use.ts";
import { saveAsComponent } from "../../shared/components/save.ts";
import type { Design } from "../../shared/design/design.ts";
import { allKinds } from "../../shared/kinds/index.ts";
import { say } from "../commands/notify.ts";
import { edit, type OpenDocument } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { useDesignCatalogue } from "../store/selectors.ts";
import { newestVersion, useLibrary } from "./library.ts";
import { chosenContents, store } from "./operations.ts";

const CATEGORIES = ["Service", "Network", "Machines", "Desktop", "Storage", "Other"];

interface SaveComponentProps {
  readonly document: OpenDocument;
  readonly onClose: () => void;
}

/** Asks what a component made of the selection is to be called and what it leaves to its uses. */
export function SaveComponent({ document, onClose }: SaveComponentProps): ReactElement {
  const { design, selection } = document;
  const catalogue = useDesignCatalogue();
  const canShare = useLibrary((library) => library.lab?.maySave === true);
  const contents = useMemo(() => chosenContents(design, selection), [design, selection]);
  const ports = useMemo(
    () => possiblePorts(design, contents.nodes, catalogue),
    [design, contents, catalogue],
  );
  const parameters = useMemo(() => possibleParameters(design, contents.nodes), [design, contents]);
  const whole = contents.nodes.size === Object.keys(design.nodes).length;
  const [name, setName] = useState(whole ? design.name : "");
  const [icon, setIcon] = useState<string | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const [description, setDescription] = useState(whole ? (design.description ?? "") : "");
  const [tags, setTags] = useState<string[]>([]);
  const [chosenPorts, setPorts] = useState(() =>
    ports.filter(({ links }) => links.length > 0).map(({ id }) => id),
  );
  const [chosenParameters, setParameters] = useState(() =>
    parameters.filter(({ suggested }) => suggested).map(({ id }) => id),
  );
  const [replace, setReplace] = useState(!whole);
  const [share, setShare] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function save(): Promise<void> {
    const component = newId("component");
    const made = saveAsComponent(design, {
      component,
      version: 1 + (newestVersion(component)?.version ?? 0),
      name: name.trim(),
      ...(icon !== null && { icon }),
      ...(category !== null && { category }),
      ...(description.trim() !== "" && { description: description.trim() }),
      tags,
      contents,
      ports: chosen(ports, chosenPorts, ({ title, node, port }) => ({ title, node, port })),
      parameters: chosen(parameters, chosenParameters, ({ title, node, property }) => ({
        title,
        node,
        property,
      })),
    });
    if (!made.ok) return setError(faultSentence(made.error));
    const failure = await store(made.value, share);
    if (replace) {
      const id = newId("n");
      edit("Save as component", replaceByUse(design, contents, made.value, id, catalogue), {
        select: new Set([elementKey("node", id)]),
      });
    }
    say(`${name.trim()} is in the library of the palette.`, "Component saved");
    if (failure !== null) return setError(`Kept on this machine. ${faultSentence(failure)}`);
    onClose();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {contentsText(design, contents.nodes.size, whole)}
        </Text>
        <SimpleGrid cols={2} spacing="sm">
          <TextInput
            data-autofocus
            required
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Icon"
            placeholder="That of components"
            clearable
            data={allKinds().map(({ id, title }) => ({ value: id, label: title }))}
            value={icon}
            onChange={setIcon}
          />
          <Select
            label="Category"
            placeholder="None"
            clearable
            data={CATEGORIES}
            value={category}
            onChange={setCategory}
          />
          <TagsInput label="Tags" value={tags} onChange={setTags} />
        </SimpleGrid>
        <Textarea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Choices
          label="Ports that can be linked"
          empty="Nothing in it has a port."
          options={ports.map(({ id, title, links }) => ({
            id,
            label: title,
            note: links.length > 0 ? `${links.length} linked` : "",
          }))}
          value={chosenPorts}
          onChange={setPorts}
        />
        <Choices
          label="What each use may set"
          empty="Nothing in it can be set."
          options={parameters.map(({ id, title, value }) => ({
            id,
            label: title,
            note: value === null ? "" : JSON.stringify(value).slice(0, 40),
          }))}
          value={chosenParameters}
          onChange={setParameters}
        />
        <Checkbox
          label="Put it in the place of what it is made of"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        <Checkbox
          label="Share it with everyone in my organisation"
          description={canShare ? undefined : "Only while the lab is connected."}
          disabled={!canShare}
          checked={share}
          onChange={(event) => setShare(event.currentTarget.checked)}
        />
        {error !== null && <Alert color="red">{error}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            Save component
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function contentsText(design: Design, nodes: number, whole: boolean): string {
  const what = `${nodes} ${nodes === 1 ? "node" : "nodes"}`;
  return whole
    ? `All of ${design.name}: ${what}.`
    : `The selection: ${what} and the links among them.`;
}

/** By id, without what was only said to choose by. */
function chosen<Offered extends { readonly id: string }, Exposed>(
  offered: readonly Offered[],
  ids: readonly string[],
  exposed: (one: Offered) => Exposed,
): Record<string, Exposed> {
  return Object.fromEntries(
    offered.filter(({ id }) => ids.includes(id)).map((one) => [one.id, exposed(one)]),
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

function Choices({ label, empty, options, value, onChange }: ChoicesProps): ReactElement {
  return (
    <Checkbox.Group label={label} value={value} onChange={onChange}>
      {options.length === 0 && (
        <Text size="xs" c="dimmed">
          {empty}
        </Text>
      )}
      <SimpleGrid cols={2} spacing={4} mt={4} mah={160} style={{ overflow: "auto" }}>
        {options.map(({ id, label: title, note }) => (
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
