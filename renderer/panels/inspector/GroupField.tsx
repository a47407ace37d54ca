import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design } from "../../../shared/design/design.ts";
import { regrouping } from "../../commands/grouping.ts";
import { edit } from "../../store/documents.ts";
import { shared } from "./subject.ts";

interface GroupFieldProps {
  readonly ids: readonly string[];
  readonly design: Design;
  readonly readOnly: boolean;
}

/** The group that nodes are in: what dragging into a frame and out of it does, for the keyboard and for many at once. */
export function GroupField({ ids, design, readOnly }: GroupFieldProps): ReactElement | null {
  const groups = Object.entries(design.groups);
  if (groups.length === 0) return null;
  const { value, mixed } = shared(ids.map((id) => design.nodes[id]?.group ?? null));
  return (
    <Select
      size="xs"
      label="Group"
      disabled={readOnly}
      placeholder={mixed ? "Several groups" : "None"}
      clearable
      clearButtonProps={{ "aria-label": "Take out of the group" }}
      value={value ?? null}
      data={groups.map(([id, { name }]) => ({ value: id, label: name }))}
      onChange={(group) => {
        edit("Change group", regrouping(design, ids, group));
      }}
    />
  );
}
