import { TextInput } from "@mantine/core";
import { useRef, type ReactElement } from "react";
import { useAnalysis } from "../../store/analysis.ts";
import { fromLocalInput, toLocalInput } from "../../ui/local-time.ts";

/** From when on the design is priced; Esc takes back what was typed since the field was entered, as in every field. */
export function StartField(): ReactElement {
  const start = useAnalysis((analysis) => analysis.start);
  const entered = useRef(start);
  return (
    <TextInput
      size="xs"
      w={172}
      type="datetime-local"
      aria-label="Starts; empty for now"
      value={start === null ? "" : toLocalInput(start)}
      onFocus={() => {
        entered.current = start;
      }}
      onChange={(event) => {
        useAnalysis.setState({ start: fromLocalInput(event.currentTarget.value) });
      }}
      onKeyDown={({ key }) => {
        if (key === "Escape") useAnalysis.setState({ start: entered.current });
      }}
    />
  );
}
