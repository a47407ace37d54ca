import { SegmentedControl, Input, Select } from "@mantine/core";
import type { ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";

const MOST_SEGMENTS = 3;

/** One of a few words: side by side while they are few, else a list. */
export function ChoiceField(
  props: FieldProps & { options: readonly string[]; nullable: boolean },
): ReactElement {
  const { label, name, description, value, mixed, error, disabled, options, nullable, onChange } =
    props;
  const text = typeof value === "string" ? value : null;
  const known = text === null || options.includes(text);
  if (options.length <= MOST_SEGMENTS && !nullable && known && !mixed)
    return (
      <Input.Wrapper size="xs" label={label} description={description} error={error}>
        <SegmentedControl
          fullWidth
          size="xs"
          mt={4}
          aria-label={name}
          disabled={disabled}
          value={text ?? ""}
          onChange={(chosen) => {
            onChange(chosen);
          }}
          data={options.map((option) => ({ value: option, label: option }))}
        />
      </Input.Wrapper>
    );
  return (
    <Select
      size="xs"
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      placeholder={mixed ? "Several values" : "Automatic"}
      clearable={nullable}
      searchable={options.length > 8}
      value={text}
      onChange={(chosen) => {
        onChange(chosen);
      }}
      data={text === null || known ? options : [text, ...options]}
    />
  );
}
