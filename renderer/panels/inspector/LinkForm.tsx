import { Select, Stack, Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { Design, DesignLink, Endpoint } from "../../../shared/design/design.ts";
import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { edit } from "../../store/documents.ts";
import { useDesignCatalogue } from "../../store/selectors.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { useProblemSentences } from "../problems/use-sentences.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { OptionalNumber } from "./OptionalNumber.tsx";
import { useGesture } from "./use-gesture.ts";

interface LinkFormProps {
  readonly id: string;
  readonly design: Design;
  readonly readOnly: boolean;
}

/** A link's ends and ports, and what it has to carry. */
export function LinkForm({ id, design, readOnly }: LinkFormProps): ReactElement | null {
  const gesture = useGesture();
  const problems = useAnalysis((analysis) => analysis.problems);
  const sentences = useProblemSentences(problems, [id]);
  const link = design.links[id];
  if (link === undefined) return null;
  const put = (changed: DesignLink, name?: string): void => {
    edit(
      "Change link",
      [{ type: "put-link", id, link: changed }],
      name === undefined ? {} : { gesture: name },
    );
  };
  return (
    <>
      <PanelHead title="Link" />
      <Stack gap={12} px={14} pb={20}>
        {sentences.map((sentence) => (
          <Text key={sentence} size="xs" c="var(--bad)" role="alert">
            {sentence}
          </Text>
        ))}
        <EndFields
          title="From"
          end={link.from}
          design={design}
          readOnly={readOnly}
          onChange={(from) => {
            put({ ...link, from });
          }}
        />
        <EndFields
          title="To"
          end={link.to}
          design={design}
          readOnly={readOnly}
          onChange={(to) => {
            put({ ...link, to });
          }}
        />
        <TextInput
          size="xs"
          label="Label"
          data-rename
          disabled={readOnly}
          value={link.label ?? ""}
          onChange={(event) => {
            const { label: _old, ...rest } = link;
            const text = event.currentTarget.value;
            put(text === "" ? rest : { ...rest, label: text }, gesture.name());
          }}
          onBlur={gesture.end}
        />
        <OptionalNumber
          label="Bandwidth needed"
          description="For each instance; left empty, the slower end's speed."
          suffix=" Mb/s"
          disabled={readOnly}
          value={link.bandwidthMbps}
          onChange={(value, name) => {
            const { bandwidthMbps: _old, ...rest } = link;
            put(value === undefined ? rest : { ...rest, bandwidthMbps: value }, name);
          }}
        />
        <OptionalNumber
          label="VLAN"
          description="Only where the switch joins more than one subnet."
          suffix=""
          disabled={readOnly}
          value={link.vlan}
          onChange={(value, name) => {
            const { vlan: _old, ...rest } = link;
            put(value === undefined ? rest : { ...rest, vlan: value }, name);
          }}
        />
      </Stack>
    </>
  );
}

interface EndFieldsProps {
  readonly title: string;
  readonly end: Endpoint;
  readonly design: Design;
  readonly readOnly: boolean;
  readonly onChange: (end: Endpoint) => void;
}

function EndFields({ title, end, design, readOnly, onChange }: EndFieldsProps): ReactElement {
  const catalogue = useDesignCatalogue();
  const node = design.nodes[end.node];
  const ports = node === undefined ? [] : resolveNode(end.node, node, catalogue).ports;
  const known = ports.some((port) => port.id === end.port);
  return (
    <Stack gap={6}>
      <Select
        size="xs"
        label={`${title}: ${node?.name ?? "a node that is not there"}`}
        aria-label={`${title} port`}
        disabled={readOnly}
        allowDeselect={false}
        value={end.port}
        error={known ? undefined : `It has no port “${end.port}”.`}
        data={[
          ...ports.map((port) => ({ value: port.id, label: port.title })),
          ...(known ? [] : [{ value: end.port, label: end.port }]),
        ]}
        onChange={(port) => {
          const { index: _old, ...rest } = end;
          if (port !== null) onChange({ ...rest, port });
        }}
      />
      <OptionalNumber
        label={`${title} port number`}
        description="Left empty, the next free one."
        suffix=""
        disabled={readOnly}
        value={end.index === undefined ? undefined : end.index + 1}
        onChange={(value) => {
          const { index: _old, ...rest } = end;
          onChange(value === undefined ? rest : { ...rest, index: value - 1 });
        }}
      />
    </Stack>
  );
}
