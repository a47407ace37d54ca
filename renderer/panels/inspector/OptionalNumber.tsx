import { NumberInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { useGesture } from "./use-gesture.ts";

interface OptionalNumberProps {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string | undefined;
  readonly suffix: string;
  readonly disabled: boolean;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined, gesture: string) => void;
}

/** A whole number that may be left out. */
export function OptionalNumber(props: OptionalNumberProps): ReactElement {
  const { value, onChange, ...rest } = props;
  const gesture = useGesture();
  // What is no number yet, such as a mere minus.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <NumberInput
      size="xs"
      {...rest}
      allowDecimal={false}
      clampBehavior="none"
      value={typed ?? value ?? ""}
      onChange={(changed) => {
        const isNumber = typeof changed === "number";
        setTyped(isNumber ? null : changed);
        if (isNumber || changed === "") onChange(isNumber ? changed : undefined, gesture.name());
      }}
      onBlur={() => {
        setTyped(null);
        gesture.end();
      }}
    />
  );
}
