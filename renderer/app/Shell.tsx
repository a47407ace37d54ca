import { VisuallyHidden } from "@mantine/core";
import { startTransition, useEffect, useState, type ReactElement } from "react";
import { Canvas } from "../canvas/Canvas.tsx";
import { ComponentBanner } from "../components/ComponentBanner.tsx";
import { FileBanner } from "../files/FileBanner.tsx";
import { LIVE } from "../live/index.ts";
import { BottomPanel } from "../panels/BottomPanel.tsx";
import { Inspector } from "../panels/inspector/Inspector.tsx";
import { Palette } from "../panels/palette/Palette.tsx";
import { StatementsView } from "../statements/StatementsView.tsx";
import { afterPaint } from "../store/after-paint.ts";
import { activeDocument, useDocuments } from "../store/documents.ts";
import { useActiveId, useOnlyShown } from "../store/selectors.ts";
import { panelOpen, panelSize, setPanel, useUi } from "../store/ui.ts";
import { TableView } from "../table/TableView.tsx";
import { Divider } from "../ui/Divider.tsx";
import styles from "./Shell.module.css";
import { StartPage } from "./StartPage.tsx";
import { TabBar } from "./TabBar.tsx";
import { TopBar } from "./TopBar.tsx";

/** The frame of the window: top bar, then the view that is chosen there. */
export function Shell(): ReactElement {
  const view = useUi((ui) => ui.view);
  const Live = LIVE.views.find((other) => other.id === view)?.component;
  return (
    <div className={styles["shell"]}>
      <TopBar />
      <main className={styles["view"]}>
        {view === "statements" ? (
          <StatementsView />
        ) : Live === undefined ? (
          <DesignView />
        ) : (
          <Live />
        )}
      </main>
    </div>
  );
}

function DesignView(): ReactElement {
  const active = useActiveId();
  return (
    <div className={styles["design"]}>
      <TabBar />
      {active === null ? <StartPage /> : <Workbench document={active} />}
    </div>
  );
}

/** Of its own, since the window need not be rendered anew for each change of the design. */
function DesignName(): ReactElement {
  const name = useDocuments(() => activeDocument()?.design.name);
  return <VisuallyHidden component="h1">{name}</VisuallyHidden>;
}

/** Of the bottom panel until somebody changes it, in pixels: a large window has room for more lines. */
function usualHeight(): number {
  return Math.max(232, Math.round(window.innerHeight / 4));
}

/** Counts up to a number in the time that is left, a step each time what came of the one before is shown. */
function useStages(last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    if (stage < last) afterPaint(() => startTransition(() => setStage(stage + 1)));
  }, [stage, last]);
  return stage;
}

/** One open design with its docked panels. Sizes are remembered by the host. */
function Workbench({ document }: { document: string }): ReactElement {
  const panels = useUi((ui) => ui.panels);
  const surface = useUi((ui) => ui.surface);
  const onlyShown = useOnlyShown();
  // The drawing first, then one panel after the other, so that nothing waits for them.
  const stage = useStages(3);
  const size = (name: string, usual: number): number => panelSize(panels, name, usual);
  const resized = (name: string) => (value: number) => {
    setPanel(`${name}.size`, value);
  };
  return (
    <div className={styles["work"]}>
      {!onlyShown && panelOpen(panels, "palette") && (
        <>
          <aside
            className={styles["side"]}
            style={{ width: size("palette", 232) }}
            aria-label="Palette"
          >
            {stage >= 1 && <Palette />}
          </aside>
          <Divider
            label="Width of the palette"
            size={size("palette", 232)}
            range={[180, 480]}
            usual={usualHeight()}
            grows="right"
            onResize={resized("palette")}
          />
        </>
      )}
      <div className={styles["middle"]}>
        <LIVE.canvasHead />
        <FileBanner />
        <ComponentBanner />
        <section className={styles["canvas"]} aria-label={surface === "table" ? "Table" : "Canvas"}>
          <DesignName />
          {surface === "table" ? (
            <TableView key={document} />
          ) : (
            <Canvas key={document} documentId={document} />
          )}
        </section>
        {panelOpen(panels, "bottom") && (
          <>
            <Divider
              label="Height of the bottom panel"
              size={size("bottom", usualHeight())}
              range={[120, 640]}
              usual={usualHeight()}
              grows="up"
              onResize={resized("bottom")}
            />
            <section
              className={styles["bottom"]}
              style={{ height: size("bottom", usualHeight()) }}
              aria-label="Bottom panel"
            >
              {stage >= 3 && <BottomPanel />}
            </section>
          </>
        )}
      </div>
      {panelOpen(panels, "inspector") && (
        <>
          <Divider
            label="Width of the inspector"
            size={size("inspector", 320)}
            range={[240, 640]}
            usual={320}
            grows="left"
            onResize={resized("inspector")}
          />
          <aside
            className={styles["side"]}
            style={{ width: size("inspector", 320) }}
            aria-label="Inspector"
          >
            {stage >= 2 && (
              <>
                <div className={styles["head"]}>
                  <LIVE.inspectorHead />
                </div>
                <Inspector />
              </>
            )}
          </aside>
        </>
      )}
    </div>
  );
}
