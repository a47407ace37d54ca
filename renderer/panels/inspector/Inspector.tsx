import { ScrollArea, Stack, Text } from "@mantine/core";
import { memo, type ReactElement } from "react";
import type { Design } from "../../../shared/design/design.ts";
import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { useSettledSelection } from "../../canvas/settled-selection.ts";
import { selectedIds, type Selection } from "../../store/elements.ts";
import { useDesign, useDesignCatalogue, useReadOnly } from "../../store/selectors.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { DesignForm } from "./DesignForm.tsx";
import { GroupField } from "./GroupField.tsx";
import { GroupForm } from "./GroupForm.tsx";
import { LinkForm } from "./LinkForm.tsx";
import { LinksForm } from "./LinksForm.tsx";
import { NodeForm } from "./NodeForm.tsx";
import { NoteForm } from "./NoteForm.tsx";
import { UnknownForm } from "./UnknownForm.tsx";

/** What is selected, to be looked at and changed; the design itself while nothing is. */
export function Inspector(): ReactElement | null {
  const design = useDesign();
  const selection = useSettledSelection(design);
  const readOnly = useReadOnly();
  if (design === null) return null;
  return (
    <ScrollArea flex={1} type="auto" scrollbarSize={8}>
      <Form design={design} selection={selection} readOnly={readOnly} />
    </ScrollArea>
  );
}

interface FormProps {
  readonly design: Design;
  readonly selection: Selection;
  readonly readOnly: boolean;
}

const Form = memo(function Form({ design, selection, readOnly }: FormProps): ReactElement {
  const catalogue = useDesignCatalogue();
  const nodes = selectedIds(selection, "node").flatMap((id) => {
    const node = design.nodes[id];
    return node === undefined ? [] : [resolveNode(id, node, catalogue)];
  });
  const [first] = nodes;
  if (selection.size === 0) return <DesignForm design={design} readOnly={readOnly} />;
  if (first !== undefined && nodes.length === selection.size) {
    const { kind } = first;
    if (nodes.every((node) => node.node.kind === first.node.kind))
      return kind === undefined ? (
        <UnknownForm key={first.id} node={first} />
      ) : (
        <NodeForm
          key={nodes.map((node) => node.id).join()}
          subject={{ kind, nodes }}
          design={design}
          readOnly={readOnly}
        />
      );
  }
  if (selection.size === 1)
    return <Single design={design} selection={selection} readOnly={readOnly} />;
  const links = selectedIds(selection, "link");
  if (links.length === selection.size)
    return <LinksForm key={links.join()} ids={links} design={design} readOnly={readOnly} />;
  return <Several design={design} selection={selection} readOnly={readOnly} />;
});

function Single({ design, selection, readOnly }: FormProps): ReactElement {
  const [link] = selectedIds(selection, "link");
  const [group] = selectedIds(selection, "group");
  const [note] = selectedIds(selection, "note");
  if (link !== undefined)
    return <LinkForm key={link} id={link} design={design} readOnly={readOnly} />;
  if (group !== undefined)
    return <GroupForm key={group} id={group} design={design} readOnly={readOnly} />;
  return <NoteForm key={note ?? ""} id={note ?? ""} design={design} readOnly={readOnly} />;
}

function Several({ design, selection, readOnly }: FormProps): ReactElement {
  const nodes = selectedIds(selection, "node");
  const parts = (["node", "link", "group", "note"] as const).flatMap((type) => {
    const count = selectedIds(selection, type).length;
    return count === 0 ? [] : [`${count} ${type}${count === 1 ? "" : "s"}`];
  });
  return (
    <>
      <PanelHead title={`${selection.size} selected`} />
      <Text size="xs" c="dimmed" px={14}>
        {parts.join(", ")}. Select nodes of one kind to edit them together; move, align, copy or
        delete works on all.
      </Text>
      {nodes.length > 0 && (
        <Stack px={14} py={12}>
          <GroupField ids={nodes} design={design} readOnly={readOnly} />
        </Stack>
      )}
    </>
  );
}
