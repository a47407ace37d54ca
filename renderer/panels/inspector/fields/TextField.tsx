import { TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";
import { textOf } from "../subject.ts";
import { useGesture } from "../use-gesture.ts";

/** A line of text such as a CIDR. */
export function TextField(props: FieldProps): ReactElement {
  const { label, description, hint, value, mixed, error, disabled, onChange } = props;
  const gesture = useGesture();
  return (
    <TextInput
      size="xs"
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      placeholder={mixed ? "Several values" : (hint.placeholder ?? "Automatic")}
      value={textOf(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text === "" ? null : text, gesture.name());
      }}
      onBlur={gesture.end}
    />
  );
}
