import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import type { MoneyDocument } from "../../shared/exports/document.ts";
import { EXPORT_FORMATS } from "../../shared/exports/index.ts";
import { exportDocument } from "./statements.ts";

interface ExportMenuProps {
  /** Asked for when a format is chosen. */
  readonly document: () => MoneyDocument;
  /** Of the file. */
  readonly name: string;
  /** More ways, before the formats. */
  readonly children?: ReactNode;
}

/** Writes a statement or a bill in one of the formats, where the user says. */
export function ExportMenu({ document, name, children }: ExportMenuProps): ReactElement {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {EXPORT_FORMATS.map((format) => (
          <Menu.Item key={format.id} onClick={() => exportDocument(document(), name, format)}>
            {format.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
