import { Alert, Button, Checkbox, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { faultSentence } from "../../shared/base/fault.ts";
import { possibleParameters, possiblePorts } from "../../shared/components/exposing.ts";
import { replaceByUse } from "../../shared/components/place-use.ts";
import { saveAsComponent } from "../../shared/components/save.ts";
import type { Design } from "../../shared/design/design.ts";
import { entryCount } from "../../shared/design/large-record.ts";
import { say, sayFault } from "../commands/notify.ts";
import { edit, type OpenDocument } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { useDesignCatalogue } from "../store/selectors.ts";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import { Form } from "../ui/Form.tsx";
import { draftExposed, draftWords, type ComponentDraft } from "./component-draft.ts";
import { ComponentFields } from "./ComponentFields.tsx";
import { useLibrary } from "./library.ts";
import { chosenContents, store } from "./operations.ts";

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
  const whole = contents.nodes.size === entryCount(design.nodes);
  const [draft, setDraft] = useState<ComponentDraft>(() => ({
    name: whole ? design.name : "",
    icon: null,
    category: null,
    description: whole ? (design.description ?? "") : "",
    tags: [],
    ports: ports.filter(({ links }) => links.length > 0).map(({ id }) => id),
    parameters: parameters.filter(({ suggested }) => suggested).map(({ id }) => id),
    portTitles: {},
    parameterTitles: {},
  }));
  const [replace, setReplace] = useState(!whole);
  const [share, setShare] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  async function save(): Promise<void> {
    if (saving) return;
    const made = saveAsComponent(design, {
      component: newId("component"),
      version: 1,
      ...draftWords(draft),
      contents,
      ...draftExposed(draft, ports, parameters),
    });
    if (!made.ok) return setError(faultSentence(made.error));
    setSaving(true);
    const failure = await store(made.value, share);
    if (replace) {
      const id = newId("n");
      edit("Save as component", replaceByUse(design, contents, made.value, id, catalogue), {
        select: new Set([elementKey("node", id)]),
      });
    }
    say(`${made.value.name} is in the library of the palette.`, "Component saved");
    // Saved it is; who asked again here would save a second one, of what has its place now.
    if (failure !== null) sayFault(failure);
    onClose();
  }

  return (
    <Form gap="sm" onSubmit={() => void save()}>
      <Text size="sm" c="dimmed">
        {contentsText(design, contents.nodes.size, whole)}
      </Text>
      <ComponentFields
        draft={draft}
        {...{ design, ports, parameters }}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
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
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={saving} disabled={draft.name.trim() === ""}>
          Save component
        </Button>
      </DialogFoot>
    </Form>
  );
}

function contentsText(design: Design, nodes: number, whole: boolean): string {
  const what = `${nodes} ${nodes === 1 ? "node" : "nodes"}`;
  return whole
    ? `All of ${design.name}: ${what}.`
    : `The selection: ${what} and the links among them.`;
}
