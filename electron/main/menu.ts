import { Menu, type MenuItemConstructorOptions } from "electron";

/** What the menu does. */
interface MenuActions {
  /** Runs a command of the window in front. */
  readonly send: (command: string) => void;
  readonly newWindow: () => void;
  readonly restartDaemon: () => void;
}

/**
 * The application menu. Its items name the window's commands; the page runs them and owns their keys, so
 * here keys are only shown (on macOS, where the system handles them, a key reaches the page first).
 */
export function setMenu(
  { send, newWindow, restartDaemon }: MenuActions,
  fromMac = process.platform === "darwin",
): void {
  const item = (
    label: string,
    command: string,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const template: MenuItemConstructorOptions[] = [
    ...(fromMac ? [{ role: "appMenu" as const }] : []),
    {
      label: "&File",
      submenu: [
        item("New", "file.new"),
        { label: "New window", click: newWindow },
        item("Open…", "file.open", "CmdOrCtrl+O"),
        separator,
        item("Save", "file.save", "CmdOrCtrl+S"),
        item("Save as…", "file.save-as", "CmdOrCtrl+Shift+S"),
        item("Versions…", "file.versions"),
        item("Import…", "file.import"),
        item("Export as…", "file.export-as"),
        item("Export picture…", "file.export-picture"),
        separator,
        item("Close tab", "file.close"),
        { role: fromMac ? "close" : "quit" },
      ],
    },
    {
      label: "&Edit",
      submenu: [
        item("Undo", "edit.undo", "CmdOrCtrl+Z"),
        item("Redo", "edit.redo", "CmdOrCtrl+Shift+Z"),
        separator,
        // In a text field the roles work; on the canvas the page has taken the key before.
        ...(fromMac
          ? [{ role: "cut" as const }, { role: "copy" as const }, { role: "paste" as const }]
          : [
              item("Cut", "edit.cut", "Ctrl+X"),
              item("Copy", "edit.copy", "Ctrl+C"),
              item("Paste", "edit.paste", "Ctrl+V"),
            ]),
        item("Duplicate", "edit.duplicate", "CmdOrCtrl+D"),
        item("Delete", "edit.delete", "Delete"),
        item("Select all", "edit.select-all", "CmdOrCtrl+A"),
        separator,
        item("Group", "edit.group", "CmdOrCtrl+G"),
        item("Lock", "edit.lock", "CmdOrCtrl+L"),
        item("Arrange automatically", "arrange.auto-layout"),
      ],
    },
    {
      label: "&View",
      submenu: [
        item("Fit", "view.fit", "CmdOrCtrl+0"),
        item("Zoom in", "view.zoom-in"),
        item("Zoom out", "view.zoom-out"),
        item("Find…", "view.find", "CmdOrCtrl+F"),
        separator,
        item("Palette", "view.palette"),
        item("Inspector", "view.inspector"),
        item("Dark or light", "view.color-scheme"),
        separator,
        { role: "togglefullscreen" },
      ],
    },
    {
      label: "&Help",
      submenu: [
        item("Keyboard shortcuts", "help.shortcuts"),
        { label: "Restart the daemon", click: restartDaemon },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
