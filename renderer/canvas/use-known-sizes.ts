import { useStoreApi } from "@xyflow/react";
import { useState } from "react";

/**
 * Keeps the flow from measuring nodes and handles: it is told all sizes (see flow.ts), and measuring makes the
 * browser lay out the page for each batch of new cards. Called before the flow is rendered for the first time.
 */
export function useKnownSizes(): void {
  const store = useStoreApi();
  useState(() => {
    store.setState({ updateNodeInternals: ignore });
  });
}

function ignore(): void {
  // What would be measured is known.
}
