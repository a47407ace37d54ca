import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHome, IconLock, IconPlus, IconServerBolt, IconX } from "@tabler/icons-react";
import type { MouseEvent, ReactElement } from "react";
import { closeTab, newFile } from "../commands/files.ts";
import { MENUS } from "../commands/menus.ts";
import { activate, isDirty, useDocuments, type OpenDocument } from "../store/documents.ts";
import { useCommandMenu } from "../ui/CommandMenu.tsx";
import styles from "./TabBar.module.css";

/** One tab per open design; a dot marks what is not saved, a middle click closes, a right click offers more. */
export function TabBar(): ReactElement {
  const documents = useDocuments((state) => state.documents);
  const active = useDocuments((state) => state.active);
  const { openAt, menu } = useCommandMenu();
  return (
    <div className={styles["bar"]}>
      <nav className={styles["tabs"]} aria-label="Open designs">
        <button
          type="button"
          className={styles["tab"]}
          aria-current={active === null ? "page" : undefined}
          aria-label="Start page"
          onClick={() => {
            activate(null);
          }}
        >
          <IconHome size={16} />
        </button>
        {documents.map((document) => (
          <Tab
            key={document.id}
            document={document}
            active={document.id === active}
            onMenu={(event) => {
              openAt(event, MENUS.tab);
            }}
          />
        ))}
      </nav>
      <Tooltip label="New design">
        <ActionIcon size="sm" aria-label="New design" onClick={newFile}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      {menu}
    </div>
  );
}

function whereItIs({ environment, path }: OpenDocument): string {
  if (environment !== null)
    return "The design of a running environment; what is changed is applied to it when you say so";
  return path ?? "Not saved to a file yet";
}

interface TabProps {
  readonly document: OpenDocument;
  readonly active: boolean;
  readonly onMenu: (event: MouseEvent) => void;
}

function Tab({ document, active, onMenu }: TabProps): ReactElement {
  const dirty = isDirty(document);
  const name = document.design.name === "" ? "Unnamed design" : document.design.name;
  const close = (): void => {
    void closeTab(document.id);
  };
  return (
    <div className={styles["slot"]} data-active={active}>
      <button
        type="button"
        className={styles["tab"]}
        aria-current={active ? "page" : undefined}
        title={`${name}\n${whereItIs(document)}`}
        onClick={() => {
          activate(document.id);
        }}
        onAuxClick={(event) => {
          if (event.button === 1) close();
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          // Commands are about the tab that is shown.
          activate(document.id);
          onMenu(event);
        }}
      >
        {document.environment !== null && <IconServerBolt size={15} aria-label="environment" />}
        {document.locked && <IconLock size={14} aria-label="locked" />}
        <span className={styles["name"]}>{name}</span>
        {dirty && <span className={styles["dot"]} role="img" aria-label="unsaved changes" />}
      </button>
      <ActionIcon size={18} aria-label={`Close ${name}`} onClick={close}>
        <IconX size={12} />
      </ActionIcon>
    </div>
  );
}
