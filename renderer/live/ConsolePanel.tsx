import { CloseButton, Group, Tabs, Text } from "@mantine/core";
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { useEffect, useRef, type ReactNode } from "react";
import { closeConsole, showConsole, useConsoles, type ConsoleTab } from "./consoles.ts";
import { runConsole } from "./console-session.ts";

/** Shells in machines, a tab each. Hidden ones go on. */
export function ConsolePanel(): ReactNode {
  const { tabs, active } = useConsoles();
  if (tabs.length === 0)
    return (
      <Text size="sm" c="dimmed" p="md">
        No console is open. Select a running machine and press its console button.
      </Text>
    );
  return (
    <Tabs
      value={active}
      onChange={(id) => id !== null && showConsole(id)}
      keepMounted
      h="100%"
      style={{ display: "flex", flexDirection: "column" }}
    >
      <Tabs.List aria-label="Consoles">
        {tabs.map((tab) => (
          <Group key={tab.id} gap={2} wrap="nowrap">
            <Tabs.Tab value={tab.id}>{tab.title}</Tabs.Tab>
            <CloseButton
              size="sm"
              aria-label={`Close console of ${tab.title}`}
              onClick={() => closeConsole(tab.id)}
            />
          </Group>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} flex={1} mih={0}>
          <ConsoleTerminal tab={tab} shown={tab.id === active} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function ConsoleTerminal({
  tab,
  shown,
}: {
  readonly tab: ConsoleTab;
  readonly shown: boolean;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const created = new Terminal({
      fontSize: 13,
      cursorBlink: true,
      scrollback: 5000,
      screenReaderMode: true,
    });
    const fit = new FitAddon();
    created.loadAddon(fit);
    created.open(element);
    fit.fit();
    terminal.current = created;
    const watch = new ResizeObserver(() => {
      // A hidden panel has no size to fit.
      if (element.clientHeight > 0) fit.fit();
    });
    watch.observe(element);
    const cut = runConsole(created, tab.environment, tab.instance);
    return () => {
      cut();
      watch.disconnect();
      created.dispose();
    };
  }, [tab.environment, tab.instance]);
  useEffect(() => {
    if (shown) terminal.current?.focus();
  }, [shown]);
  return (
    <div
      ref={place}
      data-testid={`console-${tab.instance}`}
      style={{ height: "100%", padding: 8, background: "#000" }}
    />
  );
}
