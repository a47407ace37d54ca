import { TagsInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";

/** Several short texts, such as addresses. */
export function ListField(props: FieldProps): ReactElement {
  const { label, description, hint, value, mixed, error, disabled, onChange } = props;
  const [typed, setTyped] = useState("");
  const texts = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      size="xs"
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      placeholder={mixed ? "Several values" : texts.length === 0 ? hint.placeholder : undefined}
      allowDuplicates
      acceptValueOnBlur
      value={texts}
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDown={({ key }) => {
        if (key === "Escape") setTyped("");
      }}
      onChange={(changed) => {
        onChange(changed.length === 0 ? null : changed);
      }}
    />
  );
}
