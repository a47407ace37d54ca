import { Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design, DesignGroup } from "../../../shared/design/design.ts";
import { STANDING_LEVELS, standingFields } from "../../../shared/kinds/standing.ts";
import { membersOf } from "../../canvas/geometry.ts";
import { edit } from "../../store/documents.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { Swatches } from "./Swatches.tsx";
import { useGesture } from "./use-gesture.ts";

interface GroupFormProps {
  readonly id: string;
  readonly design: Design;
  readonly readOnly: boolean;
}

const GROUP_HELP = {
  apart:
    "Each machine of the group on another host, in another rack, under another switch or site.",
  together: "All machines of the group on one host, in one rack, under one switch or on one site.",
} as const;

/** A group's name, colour and whether it is shown as one. */
export function GroupForm({ id, design, readOnly }: GroupFormProps): ReactElement | null {
  const gesture = useGesture();
  const group = design.groups[id];
  if (group === undefined) return null;
  const put = (label: string, changed: DesignGroup, name?: string): void => {
    edit(
      label,
      [{ type: "put-group", id, group: changed }],
      name === undefined ? {} : { gesture: name },
    );
  };
  return (
    <>
      <PanelHead title="Group" />
      <Stack gap={12} px={14} pb={20}>
        <TextInput
          size="xs"
          label="Name"
          data-rename
          disabled={readOnly}
          value={group.name}
          onChange={(event) => {
            put("Rename group", { ...group, name: event.currentTarget.value }, gesture.name());
          }}
          onBlur={gesture.end}
        />
        <Swatches
          value={group.color}
          disabled={readOnly}
          onChange={(color) => {
            const { color: _old, ...rest } = group;
            put("Colour group", color === undefined ? rest : { ...rest, color });
          }}
        />
        <Switch
          size="xs"
          label="Collapsed"
          disabled={readOnly}
          checked={group.collapsed === true}
          onChange={(event) => {
            put("Collapse or expand", { ...group, collapsed: event.currentTarget.checked });
          }}
        />
        {(["apart", "together"] as const).map((field) => (
          <Select
            key={field}
            size="xs"
            label={standingFields[field].label}
            description={GROUP_HELP[field]}
            placeholder="Anywhere"
            clearable
            disabled={readOnly}
            data={[...STANDING_LEVELS]}
            value={group[field] ?? null}
            onChange={(chosen) => {
              const { [field]: _old, ...rest } = group;
              put(
                standingFields[field].label,
                chosen === null ? rest : { ...rest, [field]: chosen },
              );
            }}
          />
        ))}
        <Text size="xs" c="dimmed">
          {membersOf(design, id).length} nodes. Drag nodes in or out of the frame; drag the frame to
          move them together.
        </Text>
      </Stack>
    </>
  );
}
