import {
  Button,
  Group,
  Loader,
  Progress,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
} from "@mantine/core";
import { useEffect, useMemo, useState, type ReactElement } from "react";
import { say, sayFault } from "../../commands/notify.ts";
import { host } from "../../host/index.ts";
import type { OpenDocument } from "../../store/documents.ts";
import { showFileDialog } from "../dialogs.ts";
import { sheetOf } from "./drawing.ts";
import { fileName } from "../file-name.ts";
import {
  drawPicture,
  pictureFile,
  type Picture,
  type PictureChoice,
  type PictureFormat,
  type PictureScope,
} from "./export-picture.ts";
import styles from "./ExportPicture.module.css";
import { drawnPictures, type Pictures } from "./pictures.tsx";
import { useWork, type Doing } from "./use-work.ts";

const FORMATS = [
  { value: "png", label: "PNG" },
  { value: "svg", label: "SVG" },
  { value: "pdf", label: "PDF" },
] as const;
const SCOPES = [
  { value: "all", label: "Whole design" },
  { value: "selection", label: "Selection" },
  { value: "view", label: "What is in view" },
] as const;
const COLOURS = [
  { value: "screen", label: "As on the screen" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;
const SCALES = ["1", "2", "3", "4"].map((value) => ({ value, label: `${value} ×` }));

/** Chooses what the picture shows, shows it, and saves it. */
export function ExportPicture({ document }: { document: OpenDocument }): ReactElement {
  const [pictures, setPictures] = useState<Pictures | null>(null);
  useEffect(() => {
    void drawnPictures().then(setPictures);
  }, []);
  if (pictures === null) return <Loader aria-label="Loading" />;
  return <ExportForm document={document} pictures={pictures} />;
}

interface ExportFormProps {
  readonly document: OpenDocument;
  readonly pictures: Pictures;
}

function ExportForm({ document, pictures }: ExportFormProps): ReactElement {
  const [choice, setChoice] = useState<PictureChoice>({
    format: "png",
    scope: document.selection.size > 0 ? "selection" : "all",
    scale: 2,
    colours: "screen",
    background: true,
    dots: false,
  });
  const { doing, run, cancel } = useWork();
  const change = (part: Partial<PictureChoice>): void => {
    setChoice({ ...choice, ...part });
  };
  const picture = useMemo(
    () => drawPicture(document, choice, pictures),
    [document, choice, pictures],
  );

  const save = (): Promise<void> =>
    run(async (work) => {
      if (picture === null) return;
      const file = await pictureFile(picture, choice.format, fileName(document.design.name), work);
      const saved = file.ok ? await host().exportFile(file.value) : file;
      if (!saved.ok) sayFault(saved.error);
      else if (saved.value !== null) {
        showFileDialog(null);
        say(`Exported as ${saved.value.path}.`);
      }
    });

  return (
    <Stack>
      <Group align="end" grow>
        <SegmentedControl
          aria-label="Format"
          data={[...FORMATS]}
          value={choice.format}
          onChange={(format) => {
            change({ format: format satisfies PictureFormat });
          }}
        />
        <Select
          label="What"
          data={[...SCOPES]}
          value={choice.scope}
          allowDeselect={false}
          onChange={(scope) => {
            if (scope !== null) change({ scope: scope satisfies PictureScope });
          }}
        />
      </Group>
      <Group align="end" grow>
        <Select
          label="Size"
          data={SCALES}
          value={String(choice.scale)}
          allowDeselect={false}
          onChange={(scale) => {
            change({ scale: Number(scale) });
          }}
        />
        <Select
          label="Colours"
          data={[...COLOURS]}
          value={choice.colours}
          allowDeselect={false}
          onChange={(colours) => {
            if (colours !== null) change({ colours });
          }}
        />
      </Group>
      <Group>
        <Switch
          label="Background"
          checked={choice.background}
          onChange={(event) => {
            change({ background: event.currentTarget.checked });
          }}
        />
        <Switch
          label="Dots of the canvas"
          checked={choice.dots}
          onChange={(event) => {
            change({ dots: event.currentTarget.checked });
          }}
        />
      </Group>
      {picture === null ? (
        <Text size="sm">
          There is nothing to show. Select something, or choose the whole design.
        </Text>
      ) : (
        <Preview picture={picture} format={choice.format} />
      )}
      <Group justify="flex-end">
        {doing !== null && <Doing {...doing} />}
        {doing !== null && (
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        )}
        <Button loading={doing !== null} disabled={picture === null} onClick={() => void save()}>
          Export
        </Button>
      </Group>
    </Stack>
  );
}

/** What is being done, and how far it is. */
function Doing({ words, share }: Doing): ReactElement {
  return (
    <Stack flex={1} gap={4}>
      <Text size="xs" role="status">
        {words}…
      </Text>
      <Progress value={100 * share} aria-label={words} />
    </Stack>
  );
}

/** A picture of more takes a browser seconds to show, and nobody sees its thousands of cards so small. */
const PREVIEWED_AT_MOST = 4000;

function Preview({ picture, format }: { picture: Picture; format: PictureFormat }): ReactElement {
  const { sheet, look, reduced, things } = picture;
  const svg = useMemo(
    () => (picture.things > PREVIEWED_AT_MOST ? "" : sheetOf([...picture.parts()], sheet, look)),
    [picture, sheet, look],
  );
  return (
    <figure className={styles["preview"]}>
      {things > PREVIEWED_AT_MOST ? (
        <Text size="sm">Too much to show it here. The file holds all of it.</Text>
      ) : (
        <img alt="Preview" src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />
      )}
      <figcaption>
        {sheet.width} × {sheet.height} pixels
        {reduced && `, the most that ${format.toUpperCase()} can have; SVG has no limit`}
      </figcaption>
    </figure>
  );
}
