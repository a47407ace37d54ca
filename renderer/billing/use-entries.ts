import { useState, type ChangeEvent } from "react";

interface EntryProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

interface TimeProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly write: (value: string) => void;
}

interface ChoiceProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly allowDeselect: false;
  readonly onChange: (value: string | null) => void;
}

/** The text of a form's fields, and what is wrong with them until they are changed. */
export function useEntries<Field extends string>(start: Readonly<Record<Field, string>>) {
  const [values, setValues] = useState(start);
  const [errors, setErrors] = useState<Partial<Record<Field, string | undefined>>>({});
  const set = (field: Field, value: string): void => {
    setValues((before) => ({ ...before, [field]: value }));
    setErrors((before) => ({ ...before, [field]: undefined }));
  };
  const shown = (field: Field) => ({ value: values[field], error: errors[field] });
  return {
    values,
    setErrors,
    /** For a field of text. */
    entry: (field: Field): EntryProps => ({
      ...shown(field),
      onChange: (event) => set(field, event.currentTarget.value),
    }),
    /** For a day, or a time of day. */
    time: (field: Field): TimeProps => ({ ...shown(field), write: (value) => set(field, value) }),
    /** For one of several. */
    choice: (field: Field): ChoiceProps => ({
      ...shown(field),
      allowDeselect: false,
      onChange: (value) => set(field, value ?? values[field]),
    }),
  };
}
