import { JsonInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";

/** A property no editor fits, as JSON; kept when it is right JSON. */
export function OtherField(props: FieldProps): ReactElement {
  const { label, description, value, mixed, error, disabled, onChange } = props;
  const [text, setText] = useState<string | null>(null);
  return (
    <JsonInput
      size="xs"
      label={label}
      description={description}
      error={error}
      validationError="This is not valid JSON yet; it is kept when it is."
      disabled={disabled}
      placeholder={mixed ? "Several values" : undefined}
      value={text ?? (value === undefined ? "" : JSON.stringify(value, null, 2))}
      onChange={setText}
      onKeyDown={({ key }) => {
        if (key === "Escape") setText(null);
      }}
      onBlur={() => {
        const parsed = text === null ? undefined : parseJson(text);
        if (parsed !== undefined) {
          onChange(parsed);
          setText(null);
        }
      }}
    />
  );
}

function parseJson(text: string): Parameters<FieldProps["onChange"]>[0] | undefined {
  try {
    return JSON.parse(text) as Parameters<FieldProps["onChange"]>[0];
  } catch {
    return undefined;
  }
}
