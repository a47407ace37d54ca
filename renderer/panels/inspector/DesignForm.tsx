import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, type ReactElement } from "react";
import { formatGibibytes, formatMebibytes } from "../../../shared/base/units.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import type { Design } from "../../../shared/design/design.ts";
import { entryCount } from "../../../shared/design/large-record.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { activeDocument, edit, editDesign } from "../../store/documents.ts";
import { useReference } from "../../store/reference.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import styles from "./Inspector.module.css";
import { useGesture } from "./use-gesture.ts";

/** The design as a whole: shown while nothing is selected. */
export function DesignForm({
  design,
  readOnly,
}: {
  design: Design;
  readOnly: boolean;
}): ReactElement {
  const gesture = useGesture();
  return (
    <>
      <PanelHead title="Design" />
      <Stack gap={12} px={14} pb={20}>
        <TextInput
          size="xs"
          label="Design name"
          disabled={readOnly}
          value={design.name}
          onChange={(event) => {
            edit("Rename design", [{ type: "set-name", name: event.currentTarget.value }], {
              gesture: gesture.name(),
            });
          }}
          onBlur={gesture.end}
        />
        <Textarea
          size="xs"
          label="Description"
          placeholder="What it is for"
          disabled={readOnly}
          value={design.description ?? ""}
          onChange={(event) => {
            describe(event.currentTarget.value, gesture.name());
          }}
          onBlur={gesture.end}
        />
        <Facts design={useDeferredValue(design)} />
        {!readOnly && (
          <Text size="xs" c="dimmed">
            Select a node, a link, a group or a note to change it here. Press ? for all keys.
          </Text>
        )}
      </Stack>
    </>
  );
}

function describe(text: string, gesture: string): void {
  const document = activeDocument();
  if (document === null) return;
  const { description: _old, ...rest } = document.design;
  const after = text === "" ? rest : { ...rest, description: text };
  editDesign(document.id, "Describe design", after, { gesture });
}

/** What it adds up to, over all instances. */
function Facts({ design }: { design: Design }): ReactElement {
  const catalogue = useReference((reference) => reference.catalogue);
  const facts = useMemo(() => factsOf(design, catalogue), [design, catalogue]);
  return (
    <dl className={styles["facts"]}>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const written = (count: number): string => count.toLocaleString("en");

function factsOf(design: Design, catalogue: Catalogue): Readonly<Record<string, string>> {
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()];
  const computing = nodes.filter((node) => node.demand.compute !== undefined);
  const sum = (part: "cores" | "memoryMiB" | "diskGiB"): number =>
    computing.reduce((total, node) => total + (node.demand.compute?.[part] ?? 0) * node.count, 0);
  return {
    Nodes: written(entryCount(design.nodes)),
    Links: written(entryCount(design.links)),
    "Machines to run": written(computing.reduce((total, node) => total + node.count, 0)),
    Cores: written(sum("cores")),
    Memory: formatMebibytes(sum("memoryMiB")),
    Disk: formatGibibytes(sum("diskGiB")),
  };
}
