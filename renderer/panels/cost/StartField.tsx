import { type ReactElement } from "react";
import { useAnalysis } from "../../store/analysis.ts";
import { InstantField } from "../../ui/InstantField.tsx";

/** From when on the design is priced. */
export function StartField(): ReactElement {
  const start = useAnalysis((analysis) => analysis.start);
  return (
    <InstantField
      size="xs"
      w={172}
      label="Starts; empty for now"
      hidesLabel
      placeholder="Starts now"
      instant={start}
      enter={(next) => useAnalysis.setState({ start: next })}
    />
  );
}
