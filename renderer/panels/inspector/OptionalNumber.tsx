import { NumberInput } from "@mantine/core";
import type { ReactElement } from "react";
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
  return (
    <NumberInput
      size="xs"
      {...rest}
      allowDecimal={false}
      clampBehavior="none"
      value={value ?? ""}
      onChange={(changed) => {
        onChange(typeof changed === "number" ? changed : undefined, gesture.name());
      }}
      onBlur={gesture.end}
    />
  );
}
