import type { ReactElement, ReactNode } from "react";
import type { FieldHint } from "../../../shared/kinds/component-kind.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { edit } from "../../store/documents.ts";
import { useProblemSentences } from "../problems/use-sentences.ts";
import { ChoiceField } from "./fields/ChoiceField.tsx";
import { ItemField, ItemsField } from "./fields/ItemField.tsx";
import { ListField } from "./fields/ListField.tsx";
import { NumberField } from "./fields/NumberField.tsx";
import { OtherField } from "./fields/OtherField.tsx";
import { SwitchField } from "./fields/SwitchField.tsx";
import { TableField } from "./fields/TableField.tsx";
import { TextField } from "./fields/TextField.tsx";
import { fieldType } from "./field-type.ts";
import { idsOf, issuesOf, propertyValue, shared, type Json, type Subject } from "./subject.ts";

/** What every editor of a property is given. */
export interface FieldProps {
  readonly label: ReactNode;
  /** The label as plain text, for screen readers and tests. */
  readonly name: string;
  readonly description: string | undefined;
  readonly hint: FieldHint;
  /** As the design has it, which may be wrong; undefined where several nodes differ. */
  readonly value: unknown;
  readonly mixed: boolean;
  readonly error: string | undefined;
  readonly disabled: boolean;
  /** null removes the property, so that the default holds again. */
  readonly onChange: (value: Json | null, gesture?: string) => void;
}

interface PropertyFieldProps {
  readonly subject: Subject;
  readonly property: string;
  readonly hint: FieldHint;
  readonly disabled: boolean;
}

/** One property of the inspected nodes, with the editor that fits its schema. */
export function PropertyField({
  subject,
  property,
  hint,
  disabled,
}: PropertyFieldProps): ReactElement {
  const schema = subject.kind.properties.shape[property];
  const { value, mixed } = shared(subject.nodes.map((node) => propertyValue(node, property)));
  const problems = useAnalysis((analysis) => analysis.problems);
  const sentences = useProblemSentences(problems, idsOf(subject), property);
  const props: FieldProps = {
    label: hint.label,
    name: hint.label,
    description: hint.help,
    hint,
    value,
    mixed,
    error: [...issuesOf(subject, property), ...sentences][0],
    disabled,
    onChange: (changed, gesture) => {
      edit(
        `Change ${hint.label.toLowerCase()}`,
        subject.nodes.map(
          ({ id }) => ({ type: "set-property", id, property, value: changed }) as const,
        ),
        gesture === undefined ? {} : { gesture },
      );
    },
  };
  return <PropertyEditor {...props} schema={schema} />;
}

/** The editor that fits a schema of a kind's properties, or a count. */
export function PropertyEditor({
  schema,
  ...props
}: FieldProps & { readonly schema: unknown }): ReactElement {
  if (schema === undefined) return <OtherField {...props} />;
  if (schema === "count") return <NumberField {...props} nullable whole />;
  // Zod types a shape's values as its core type; every schema of a kind is a classic one.
  return editorFor(fieldType(schema as Parameters<typeof fieldType>[0]), props);
}

function editorFor(type: ReturnType<typeof fieldType>, props: FieldProps): ReactElement {
  switch (type.type) {
    case "number":
      return <NumberField {...props} nullable={type.nullable} whole={type.whole} />;
    case "choice":
      return <ChoiceField {...props} options={type.options} nullable={type.nullable} />;
    case "text":
      return props.hint.choose === undefined ? (
        <TextField {...props} />
      ) : (
        <ItemField {...props} sort={props.hint.choose} nullable={type.nullable} />
      );
    case "switch":
      return <SwitchField {...props} />;
    case "list":
      return props.hint.choose === undefined ? (
        <ListField {...props} />
      ) : (
        <ItemsField {...props} sort={props.hint.choose} />
      );
    case "table":
      return <TableField {...props} columns={type.columns} />;
    case "other":
      return <OtherField {...props} />;
  }
}
