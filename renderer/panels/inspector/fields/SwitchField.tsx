import { Switch } from "@mantine/core";
import type { ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";

/** Yes or no. */
export function SwitchField(props: FieldProps): ReactElement {
  const { label, description, value, mixed, error, disabled, onChange } = props;
  return (
    <Switch
      size="xs"
      label={label}
      description={mixed ? "Several values" : description}
      error={error}
      disabled={disabled}
      checked={value === true}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
      }}
    />
  );
}
