import { Input } from "@mantine/core";
import type { ReactElement } from "react";
import styles from "./Inspector.module.css";

const COLORS = {
  Blue: "#4c6ef5",
  Teal: "#12a594",
  Green: "#3c9a4e",
  Yellow: "#d9a514",
  Orange: "#e8743b",
  Red: "#d6495a",
  Purple: "#9b5de5",
} as const;

interface SwatchesProps {
  readonly value: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (color: string | undefined) => void;
}

/** A few colours that are readable in light and dark; the chosen one again takes it away. */
export function Swatches({ value, disabled, onChange }: SwatchesProps): ReactElement {
  return (
    <Input.Wrapper size="xs" label="Colour">
      <div className={styles["swatches"]}>
        {Object.entries(COLORS).map(([name, color]) => (
          <button
            key={name}
            type="button"
            className={styles["swatch"]}
            style={{ background: color }}
            aria-label={name}
            aria-pressed={value === color}
            disabled={disabled}
            onClick={() => {
              onChange(value === color ? undefined : color);
            }}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
