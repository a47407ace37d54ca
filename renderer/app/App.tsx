import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useEffect, type ReactElement } from "react";
import { MOST_SAID } from "../commands/notify.ts";
import { ComponentDialogs } from "../components/ComponentDialogs.tsx";
import { CompletionDialog } from "../completion/CompletionDialog.tsx";
import { FileDialogs } from "../files/FileDialogs.tsx";
import { ExportDialog } from "../formats/ExportDialog.tsx";
import { ImportDialog } from "../formats/ImportDialog.tsx";
import { LIVE } from "../live/index.ts";
import { useSettings } from "../store/settings.ts";
import { ErrorBoundary } from "../ui/ErrorBoundary.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { Shell } from "./Shell.tsx";
import { Shortcuts } from "./Shortcuts.tsx";
import { theme } from "./theme.ts";
import { useWindowTitle } from "./use-window-title.ts";
import { useSystemScheme } from "./use-system-scheme.ts";
import { WindowDrop } from "./WindowDrop.tsx";

/** The window. */
export function App(): ReactElement {
  const wanted = useSettings((settings) => settings.colorScheme);
  const system = useSystemScheme();
  const scheme = wanted === "auto" ? system : wanted;
  useWindowTitle();
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      // Both would write <style> elements, which the CSP refuses: see adoptThemeVariables.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ModalsProvider modalProps={{ lockScroll: false }}>
        <Notifications position="bottom-right" limit={MOST_SAID} autoClose={6000} />
        <ErrorBoundary>
          <Shell />
        </ErrorBoundary>
        <CommandPalette />
        <Shortcuts />
        <WindowDrop />
        <ImportDialog />
        <ExportDialog />
        <CompletionDialog />
        <ComponentDialogs />
        <FileDialogs />
        <LIVE.background />
      </ModalsProvider>
    </MantineProvider>
  );
}
