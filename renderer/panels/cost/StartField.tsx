import { TextInput } from "@mantine/core";
import { useRef, useState, type ReactElement } from "react";
import { useAnalysis } from "../../store/analysis.ts";
import { fromLocalInput, toLocalInput } from "../../ui/local-time.ts";

/** From when on the design is priced; Esc takes back what was typed since the field was entered, as in every field. */
export function StartField(): ReactElement {
  const start = useAnalysis((analysis) => analysis.start);
  const entered = useRef(start);
  const [isPartial, setPartial] = useState(false);
  return (
    <TextInput
      size="xs"
      w={172}
      type="datetime-local"
      aria-label="Starts; empty for now"
      value={inputOf(start)}
      error={isPartial}
      title={isPartial ? "Not yet a whole date and time; the price is from now on" : undefined}
      onFocus={() => {
        entered.current = start;
      }}
      onBlur={({ currentTarget }) => {
        setPartial(currentTarget.validity.badInput);
      }}
      onChange={(event) => {
        setPartial(false);
        useAnalysis.setState({ start: fromLocalInput(event.currentTarget.value) });
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "Escape") return;
        const before = entered.current;
        // What is no whole time yet is known to the field alone.
        currentTarget.value = inputOf(before);
        useAnalysis.setState({ start: before });
      }}
    />
  );
}

function inputOf(start: number | null): string {
  return start === null ? "" : toLocalInput(start);
}
