import { Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design, DesignLink } from "../../../shared/design/design.ts";
import type { DesignEdit } from "../../../shared/design/edit.ts";
import { edit } from "../../store/documents.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { OptionalNumber } from "./OptionalNumber.tsx";
import { shared } from "./subject.ts";

interface LinksFormProps {
  readonly ids: readonly string[];
  readonly design: Design;
  readonly readOnly: boolean;
}

const FIELDS = [
  { field: "bandwidthMbps", label: "Bandwidth needed", suffix: " Mb/s" },
  { field: "vlan", label: "VLAN", suffix: "" },
] as const;

/** What several links can be told at once. */
export function LinksForm({ ids, design, readOnly }: LinksFormProps): ReactElement {
  const links = ids.flatMap((id) => {
    const link = design.links[id];
    return link === undefined ? [] : [{ id, link }];
  });
  return (
    <>
      <PanelHead title={`${links.length} links`} />
      <Stack gap={12} px={14} pb={20}>
        <Text size="xs" c="dimmed">
          Changes apply to all of them.
        </Text>
        {FIELDS.map(({ field, label, suffix }) => {
          const { value, mixed } = shared(links.map(({ link }) => link[field] ?? null));
          return (
            <OptionalNumber
              key={field}
              label={label}
              placeholder={mixed ? "Several values" : undefined}
              suffix={suffix}
              disabled={readOnly}
              value={value ?? undefined}
              onChange={(changed, gesture) => {
                edit(
                  "Change links",
                  links.map(({ id, link }) => put(id, link, field, changed)),
                  { gesture },
                );
              }}
            />
          );
        })}
      </Stack>
    </>
  );
}

function put(
  id: string,
  link: DesignLink,
  field: (typeof FIELDS)[number]["field"],
  value: number | undefined,
): DesignEdit {
  const { [field]: _old, ...rest } = link;
  return {
    type: "put-link",
    id,
    link: value === undefined ? rest : { ...rest, [field]: value },
  };
}
