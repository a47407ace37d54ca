import { Button, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { parametersWithExposed, portsWithExposed } from "../../shared/components/exposed.ts";
import { possibleParameters, possiblePorts } from "../../shared/components/exposing.ts";
import type { Design } from "../../shared/design/design.ts";
import { editDesign, type OpenDocument } from "../store/documents.ts";
import { useDesignCatalogue } from "../store/selectors.ts";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import { Form } from "../ui/Form.tsx";
import { draftExposed, draftWords, type ComponentDraft } from "./component-draft.ts";
import { ComponentFields } from "./ComponentFields.tsx";

interface DescribeComponentProps {
  /** The drawing of a component. */
  readonly document: OpenDocument;
  readonly onClose: () => void;
}

/** What the next version of the shown component is called and leaves to its uses: one step, as any other edit. */
export function DescribeComponent({ document, onClose }: DescribeComponentProps): ReactElement {
  const { id, design } = document;
  const catalogue = useDesignCatalogue();
  const { ports, parameters } = useMemo(() => offeredBy(design, catalogue), [design, catalogue]);
  const [draft, setDraft] = useState(() => draftOf(design));
  return (
    <Form
      gap="sm"
      onSubmit={() => {
        const chosen = draftExposed(draft, ports, parameters);
        const exposed = {
          ports: { ...notAmong(ports, design.component?.exposed?.ports), ...chosen.ports },
          parameters: {
            ...notAmong(parameters, design.component?.exposed?.parameters),
            ...chosen.parameters,
          },
        };
        editDesign(id, "Describe component", described(design, draft, exposed));
        onClose();
      }}
    >
      <Text size="sm" c="dimmed">
        For the next version; uses of earlier ones stay as they are.
      </Text>
      <ComponentFields
        draft={draft}
        {...{ design, ports, parameters }}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={draft.name.trim() === ""}>
          Change
        </Button>
      </DialogFoot>
    </Form>
  );
}

function offeredBy(design: Design, catalogue: Parameters<typeof possiblePorts>[2]) {
  const nodes = new Set(Object.keys(design.nodes));
  const { ports = {}, parameters = {} } = design.component?.exposed ?? {};
  return {
    ports: portsWithExposed(possiblePorts(design, nodes, catalogue), ports),
    parameters: parametersWithExposed(possibleParameters(design, nodes), parameters),
  };
}

/** What is exposed and was not asked about, as by a hand-written file, stays exposed. */
function notAmong<T>(offered: readonly { readonly id: string }[], exposed: Record<string, T> = {}) {
  const ids = new Set(offered.map(({ id }) => id));
  return Object.fromEntries(Object.entries(exposed).filter(([id]) => !ids.has(id)));
}

function draftOf({ name, description, component }: Design): ComponentDraft {
  const { icon, category, tags, exposed } = component ?? {};
  return {
    name,
    icon: icon ?? null,
    category: category ?? null,
    description: description ?? "",
    tags: tags ?? [],
    ports: Object.keys(exposed?.ports ?? {}),
    parameters: Object.keys(exposed?.parameters ?? {}),
    portTitles: {},
    parameterTitles: {},
  };
}

function described(
  design: Design,
  draft: ComponentDraft,
  exposed: ReturnType<typeof draftExposed>,
): Design {
  const { description: _described, component, ...rest } = design;
  const { icon: _icon, category: _category, ...kept } = component ?? {};
  const { name, description, ...words } = draftWords(draft);
  return {
    ...rest,
    name,
    ...(description !== undefined && { description }),
    component: { ...kept, ...words, exposed: { ...component?.exposed, ...exposed } },
  };
}
