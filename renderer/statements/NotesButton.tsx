import { Button } from "@mantine/core";
import { IconMessage2 } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { NotesDialog, type Notable } from "./NotesDialog.tsx";

interface NotesButtonProps<T> {
  readonly document: T;
  readonly notable: (document: T) => Notable;
  /** The fingerprint of whom it is from; empty where that is not known. */
  readonly lab: string;
}

/** Opens what was said about a statement or a bill, and the form for more. */
export function NotesButton<T>({ document, notable, lab }: NotesButtonProps<T>): ReactElement {
  const [noting, setNoting] = useState(false);
  const of = useMemo(() => (noting ? notable(document) : null), [noting, notable, document]);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMessage2 size={14} aria-hidden />}
        onClick={() => setNoting(true)}
      >
        Notes
      </Button>
      {of !== null && <NotesDialog of={of} lab={lab} onClose={() => setNoting(false)} />}
    </>
  );
}
