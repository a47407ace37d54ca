import { Button, Group, Kbd, SegmentedControl, Tooltip } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconSearch, IconVectorBezier2 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { redoTitle, undoTitle } from "../commands/editing.ts";
import { LIVE } from "../live/index.ts";
import { RuleReference } from "../panels/problems/RuleReference.tsx";
import { activeDocument, useDocuments } from "../store/documents.ts";
import { useStatements } from "../statements/statements.ts";
import { showView, useUi } from "../store/ui.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { keyText } from "../ui/key-text.ts";
import { Logo } from "../ui/Logo.tsx";
import { MainMenu } from "./MainMenu.tsx";
import styles from "./Shell.module.css";
import type { View } from "./slots.ts";

/** The canvas is a view like the live ones; it is the only one that needs no daemon. */
const DESIGN: Pick<View, "id" | "title" | "icon"> = {
  id: "design",
  title: "Design",
  icon: IconVectorBezier2,
};

/** Only while a statement file is open. */
const STATEMENTS: Pick<View, "id" | "title"> = { id: "statements", title: "Statements" };

/** Menu, view switch, undo, commands, and at the right end what renderer/live puts there. */
export function TopBar(): ReactElement {
  const view = useUi((ui) => ui.view);
  const hasStatements = useStatements(({ open }) => open.length > 0);
  const undo = useDocuments(() => undoTitle(activeDocument()));
  const redo = useDocuments(() => redoTitle(activeDocument()));
  return (
    <header className={styles["top"]}>
      <MainMenu />
      <span className={styles["brand"]}>
        <Logo />
        <span className={styles["spare"]}>Labwright</span>
      </span>
      {LIVE.views.length > 0 && (
        <SegmentedControl
          className={styles["views"] ?? ""}
          size="xs"
          aria-label="View"
          value={view}
          onChange={showView}
          data={[DESIGN, ...LIVE.views, ...(hasStatements ? [STATEMENTS] : [])].map(
            ({ id, title }) => ({ value: id, label: title }),
          )}
        />
      )}
      <Group gap={2} wrap="nowrap">
        <CommandButton id="file.save" />
        <CommandButton id="edit.undo" title={undo} />
        <CommandButton id="edit.redo" title={redo} />
      </Group>
      <span className={styles["spacer"]} />
      <Tooltip label="Search all commands">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSearch size={14} />}
          rightSection={
            <Kbd className={styles["spare"] ?? ""} size="xs">
              {keyText("mod+K")}
            </Kbd>
          }
          onClick={spotlight.open}
        >
          Commands
        </Button>
      </Tooltip>
      <CommandButton id="view.color-scheme" />
      <LIVE.topBar />
      <RuleReference />
    </header>
  );
}
