import { NumberInput, TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { FieldProps } from "../PropertyField.tsx";
import { textOf } from "../subject.ts";
import { useGesture } from "../use-gesture.ts";

/** A number with its unit. What cannot be is kept, marked and explained rather than corrected silently. */
export function NumberField(
  props: FieldProps & { nullable: boolean; whole: boolean },
): ReactElement {
  const { label, description, hint, value, mixed, error, disabled, nullable, whole, onChange } =
    props;
  const gesture = useGesture();
  // What is no number yet, such as a mere minus, or nothing where there has to be something.
  const [typed, setTyped] = useState<string | null>(null);
  const common = { size: "xs", label, description, error, disabled } as const;
  if (value !== undefined && value !== null && typeof value !== "number")
    return (
      <TextInput
        {...common}
        value={textOf(value)}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const number = Number(text);
          onChange(text.trim() === "" || Number.isNaN(number) ? text : number, gesture.name());
        }}
        onBlur={gesture.end}
      />
    );
  return (
    <NumberInput
      {...common}
      value={typed ?? value ?? ""}
      placeholder={
        mixed ? "Several values" : (hint.placeholder ?? (nullable ? "Automatic" : undefined))
      }
      suffix={hint.unit === undefined ? undefined : ` ${hint.unit}`}
      allowDecimal={!whole}
      clampBehavior="none"
      // What has no unit may be a mere number, as a VLAN has one.
      thousandSeparator={hint.unit === undefined ? "" : " "}
      onChange={(changed) => {
        const isNumber = typeof changed === "number";
        setTyped(isNumber || (changed === "" && nullable) ? null : changed);
        if (isNumber || changed === "") onChange(isNumber ? changed : null, gesture.name());
      }}
      onBlur={() => {
        setTyped(null);
        gesture.end();
      }}
    />
  );
}
