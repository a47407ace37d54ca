import { Stack, type StackProps } from "@mantine/core";
import type { ReactNode } from "react";

interface FormProps extends StackProps {
  readonly label?: string;
  /** The browser says what is required and empty; left out: the fields say it themselves. */
  readonly isNative?: boolean;
  readonly onSubmit: () => void;
}

/** Fields below each other: Enter in one of them does what the submit button does. */
export function Form({ label, isNative = false, onSubmit, ...stack }: FormProps): ReactNode {
  return (
    <form
      aria-label={label}
      noValidate={!isNative}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChoosing()) onSubmit();
      }}
    >
      <Stack {...stack} />
    </form>
  );
}

/** Enter on a field that has a list means the list, not the whole form; a button that is pressed has the focus. */
function isChoosing(): boolean {
  return document.activeElement?.ariaHasPopup === "listbox";
}
