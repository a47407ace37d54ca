import { Menu, Portal } from "@mantine/core";
import { Fragment, useCallback, useState, type MouseEvent, type ReactElement } from "react";
import { commandOf } from "../commands/index.ts";
import type { MenuSections } from "../commands/menus.ts";
import { CommandItem } from "./CommandItem.tsx";

interface OpenMenu {
  readonly x: number;
  readonly y: number;
  readonly sections: MenuSections;
  /** What had the keyboard before. */
  readonly returnTo: Element | null;
}

interface CommandMenuHandle {
  /** Opens it at the pointer, or where the browser says for the menu key. */
  readonly openAt: (at: Pick<MouseEvent, "clientX" | "clientY">, sections: MenuSections) => void;
  /** To be rendered somewhere; nothing while it is closed. */
  readonly menu: ReactElement | null;
}

/** A context menu of commands. */
export function useCommandMenu(): CommandMenuHandle {
  const [open, setOpen] = useState<OpenMenu | null>(null);
  const openAt: CommandMenuHandle["openAt"] = useCallback(
    ({ clientX: x, clientY: y }, sections) => {
      setOpen({ x, y, sections, returnTo: document.activeElement });
    },
    [],
  );
  return {
    openAt,
    menu: open && (
      <CommandMenu
        open={open}
        onClose={() => {
          giveBackFocus(open);
          setOpen(null);
        }}
      />
    ),
  };
}

// What was chosen may have put the cursor somewhere itself.
function giveBackFocus({ returnTo }: OpenMenu): void {
  const inMenu = document.activeElement?.closest("[role=menu]") !== null;
  if (inMenu && returnTo instanceof HTMLElement) returnTo.focus({ preventScroll: true });
}

// Not keys: the one that opened the menu still goes on its way when it is there, and would close it.
const CLOSED_OUTSIDE_BY = ["mousedown", "touchstart"];

interface CommandMenuProps {
  readonly open: OpenMenu;
  readonly onClose: () => void;
}

function CommandMenu({ open, onClose }: CommandMenuProps): ReactElement {
  const { x, y, sections } = open;
  const first = sections.flat().find((id) => commandOf(id).enabled?.() !== false);
  return (
    <Menu
      opened
      onClose={onClose}
      clickOutsideEvents={CLOSED_OUTSIDE_BY}
      // There at once with the keyboard in it: an arrow key that follows must not move what is selected.
      transitionProps={{ duration: 0 }}
      // The trap would focus the first entry a moment later, and take back the first arrow key of quick hands.
      trapFocus={false}
      position="bottom-start"
      // A long menu moves up until all of it is seen.
      middlewares={{ flip: false, shift: { crossAxis: true, padding: 8 } }}
      width={280}
      offset={2}
    >
      <Portal>
        <Menu.Target>
          <span style={{ position: "fixed", left: x, top: y, width: 1, height: 1 }} />
        </Menu.Target>
      </Portal>
      <Menu.Dropdown
        aria-label="Context menu"
        onKeyDown={(event) => {
          if (event.key !== "Tab") return;
          event.preventDefault();
          onClose();
        }}
      >
        {sections.map((section, index) => (
          <Fragment key={section[0]}>
            {index > 0 && <Menu.Divider />}
            {section.map((id) => (
              <CommandItem key={id} command={commandOf(id)} focused={id === first} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
