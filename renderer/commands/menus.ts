/** Ids of commands, in sections: what a context menu offers. */
export type MenuSections = readonly (readonly string[])[];

const COPIED = ["edit.cut", "edit.copy", "edit.duplicate", "edit.delete"] as const;

/** The context menus by what was clicked; the same on the canvas, in the table and in the outline. */
export const MENUS = {
  pane: [
    ["edit.paste", "edit.note", "edit.select-all"],
    ["arrange.auto-layout", "view.fit", "view.find"],
  ],
  node: [
    COPIED,
    ["edit.rename", "edit.link", "edit.link-ports", "edit.group", "edit.lock", "edit.park"],
    ["component.save", "component.open", "edit.collapse", "component.update", "component.detach"],
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  link: [["edit.rename", "view.fit-selection", "edit.delete"]],
  group: [
    ["edit.rename", "edit.collapse", "edit.ungroup", "edit.lock", "component.save"],
    COPIED,
    ["view.fit-selection", "arrange.auto-layout"],
  ],
  note: [["edit.rename"], COPIED],
  tab: [
    ["file.save", "file.save-as", "file.versions", "file.export-picture"],
    ["file.close", "file.close-others"],
  ],
} as const satisfies Record<string, MenuSections>;
