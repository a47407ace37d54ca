import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { recentred } from "./viewport.ts";

/** Whatever size the canvas gets, as by a smaller window: what was in its middle stays there. */
export function useCentreKept(): void {
  const store = useStoreApi();
  const flow = useReactFlow();
  useEffect(
    () =>
      store.subscribe((after, before) => {
        if (after.width === before.width && after.height === before.height) return;
        void flow.setViewport(recentred(flow.getViewport(), before, after));
      }),
    [store, flow],
  );
}
