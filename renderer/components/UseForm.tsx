import { Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { parameterTarget } from "../../shared/components/exposing.ts";
import type { ComponentVersion, ExposedParameter } from "../../shared/design/component.ts";
import { readUse } from "../../shared/design/use.ts";
import { findKind } from "../../shared/kinds/index.ts";
import type { FieldHint } from "../../shared/kinds/component-kind.ts";
import type { ResolvedNode } from "../../shared/kinds/resolve.ts";
import { PropertyEditor } from "../panels/inspector/PropertyField.tsx";
import { shared, type Json } from "../panels/inspector/subject.ts";
import { edit } from "../store/documents.ts";
import { useDesign } from "../store/selectors.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { newestVersion, useLibrary } from "./library.ts";
import styles from "./UseForm.module.css";

interface UseFormProps {
  /** Uses of one version. */
  readonly nodes: readonly ResolvedNode[];
  readonly version: ComponentVersion;
  readonly readOnly: boolean;
}

/** What a use of a component sets, each with the editor of what it sets inside. */
export function UseForm({ nodes, version, readOnly }: UseFormProps): ReactElement {
  // A newer version may come while this is shown.
  useLibrary((library) => library.versions);
  const newest = newestVersion(version.component)?.version ?? version.version;
  const parameters = Object.entries(version.parameters);
  return (
    <Stack gap={12}>
      <div className={styles["head"]}>
        <div>
          <Text size="sm" fw={600}>
            {version.name}
          </Text>
          <Text size="xs" c="dimmed">
            Version {version.version}
            {newest > version.version && `, ${newest} is the newest`}
          </Text>
        </div>
        <div role="toolbar" aria-label="Component">
          <CommandButton id="component.open" />
          {!readOnly && <CommandButton id="component.update" />}
          {!readOnly && <CommandButton id="component.detach" />}
        </div>
      </div>
      {version.description !== undefined && <Text size="xs">{version.description}</Text>}
      {parameters.length === 0 && (
        <Text size="xs" c="dimmed">
          It leaves nothing to be set.
        </Text>
      )}
      {parameters.map(([id, parameter]) => (
        <Parameter
          key={id}
          id={id}
          parameter={parameter}
          nodes={nodes}
          version={version}
          readOnly={readOnly}
        />
      ))}
    </Stack>
  );
}

interface ParameterProps extends UseFormProps {
  readonly id: string;
  readonly parameter: ExposedParameter;
}

function Parameter(props: ParameterProps): ReactElement {
  const { id, parameter, nodes, version, readOnly } = props;
  const components = useDesign()?.components;
  const target = parameterTarget(version, parameter, components);
  const kind = findKind(target.kind ?? "");
  const field = target.property === null ? undefined : kind?.fields[target.property];
  const hint: FieldHint = { ...field, label: parameter.title };
  const { value, mixed } = shared(
    nodes.map(({ node }) => readUse(node)?.parameters[id] ?? target.value),
  );
  return (
    <PropertyEditor
      schema={target.property === null ? "count" : kind?.properties.shape[target.property]}
      label={parameter.title}
      name={parameter.title}
      description={parameter.description ?? field?.help}
      hint={hint}
      value={value}
      mixed={mixed}
      error={undefined}
      disabled={readOnly}
      onChange={(changed, gesture) => {
        edit(
          `Change ${parameter.title.toLowerCase()}`,
          nodes.map((node) => setParameter(node, id, changed)),
          gesture === undefined ? {} : { gesture },
        );
      }}
    />
  );
}

/** null takes back what the use says, so that the component's own value holds. */
function setParameter({ id, node }: ResolvedNode, parameter: string, value: Json | null) {
  const { [parameter]: _, ...rest } = readUse(node)?.parameters ?? {};
  const parameters = value === null ? rest : { ...rest, [parameter]: value };
  return {
    type: "set-property",
    id,
    property: "parameters",
    value: parameters,
  } as const;
}
