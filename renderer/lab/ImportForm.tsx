import { Button, FileButton, Group, Stack, Switch, Text, Textarea } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { AnswerFault } from "./AnswerFault.tsx";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import type { Fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";
import { refuseLength } from "../../shared/pool/inventory/read.ts";
import type { ImportSummary } from "../../shared/pool/outlook.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { readFile } from "../host/read-file.ts";
import { ask, askToChange, putPool } from "../live/actions.ts";
import { useOnline } from "../live/state.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { count } from "./count.ts";
import { importLines } from "./import-lines.ts";
import styles from "./Lab.module.css";

const LINE_HEIGHT = 26;
/** Whoever types is waited for; a large file is compared once. */
const AFTER_TYPING_MS = 300;

interface Planned {
  readonly text: string;
  readonly replace: boolean;
  /** Whether the daemon was there to be asked. */
  readonly online: boolean;
  readonly result: Result<ImportSummary>;
}

/** Takes an inventory from a file or from what is pasted, shows what it would change, then takes it over. */
export function ImportForm(props: {
  readonly pool: Pool;
  readonly onDone: () => void;
}): ReactElement {
  const { pool, onDone } = props;
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const text = file?.text ?? pasted;
  const [replace, setReplace] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const forgetChosen = useRef<() => void>(null);
  const plan = usePlan(pool, text, replace);
  const summary = plan?.ok === true ? plan.value : null;
  const changes = summary === null ? 0 : summary.added + summary.changed + summary.removed;
  async function choose(file: File | null): Promise<void> {
    if (file === null) return;
    // Whoever has put the file right chooses the same one again, of which the browser would say nothing.
    forgetChosen.current?.();
    const read = await readFile(file, file.name);
    setFault(read.ok ? null : read.error);
    // Long files are not laid out to be read: what they change is shown instead.
    if (read.ok) setFile({ name: file.name, text: read.value.text });
  }
  async function take(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const imported = await askToChange((client) =>
      client.pools.import({ id: pool.id, text, replace }),
    );
    setBusy(false);
    if (!imported.ok) {
      setFault(imported.error);
      return;
    }
    putPool(imported.value.pool);
    say(
      `${count(changes)} ${changes === 1 ? "change was" : "changes were"} taken over into ${pool.name}.`,
    );
    onDone();
  }
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <FileButton
          resetRef={forgetChosen}
          onChange={(file) => void choose(file)}
          accept=".csv,.yaml,.yml,.json,.txt"
        >
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="xs"
              data-autofocus
              leftSection={<IconFile size={14} aria-hidden />}
            >
              Choose a file…
            </Button>
          )}
        </FileButton>
        <Switch
          size="sm"
          label="The file is everything"
          description="What it does not list goes"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      </Group>
      {file === null ? (
        <Textarea
          label="Inventory"
          description="CSV with a heading over each column, or lists in YAML or JSON as NetBox has them"
          placeholder={
            "name,rack,position,architecture,cores,memory,disk\nhost-1,R1,1,amd64,32,128 GiB,2 TiB"
          }
          rows={6}
          autosize={false}
          spellCheck={false}
          classNames={{ input: styles["inventory"] ?? "" }}
          value={pasted}
          onChange={(event) => {
            setFault(null);
            setPasted(event.currentTarget.value);
          }}
        />
      ) : (
        <Group gap="sm">
          <Text size="sm">
            {file.name}, {file.text.trimEnd().split("\n").length} lines
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => setFile(null)}>
            Paste instead
          </Button>
        </Group>
      )}
      {plan?.ok === false && <AnswerFault fault={plan.error} />}
      {summary !== null && <Preview summary={summary} />}
      {fault !== null && <FaultAlert fault={fault} />}
      <DialogFoot>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button
          loading={busy}
          disabled={summary === null || changes === 0 || summary.errors.length > 0}
          onClick={() => void take()}
        >
          Import
        </Button>
      </DialogFoot>
    </Stack>
  );
}

/** What the daemon says of exactly this text; null while it has not said. Asked anew when it is back. */
function usePlan(pool: Pool, text: string, replace: boolean): Result<ImportSummary> | null {
  const [planned, setPlanned] = useState<Planned | null>(null);
  const online = useOnline();
  useEffect(() => {
    if (text.trim() === "") return undefined;
    let current = true;
    const plan = (): Promise<Result<ImportSummary>> =>
      ask((client) => client.pools.planImport({ id: pool.id, text, replace }));
    const refused = refuseLength(text);
    const timer = setTimeout(() => {
      void (refused === null ? plan() : Promise.resolve(err(refused))).then((result) => {
        if (current) setPlanned({ text, replace, online, result });
      });
    }, AFTER_TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [pool.id, text, replace, online]);
  const isOfThis = planned?.text === text && planned.replace === replace;
  return isOfThis && planned.online === online ? planned.result : null;
}

function Preview({ summary }: { readonly summary: ImportSummary }): ReactElement {
  const { added, changed, unchanged, removed, leftOut } = summary;
  const errors = summary.errors.length + summary.moreErrors;
  const lines = importLines(summary);
  const hidden = added + changed + removed - summary.rows.length;
  const scroller = useRef<HTMLDivElement>(null);
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 10,
  });
  return (
    <section aria-label="What the import changes">
      <Text size="sm" role="status" mb={6}>
        {count(added)} added, {count(changed)} changed, {count(removed)} removed, {count(unchanged)}{" "}
        unchanged
        {leftOut.length > 0 && `, ${leftOut.length} left out`}
        {errors > 0 && (
          <Text span size="sm" c="var(--bad)">
            {" "}
            ·{" "}
            {errors === 1
              ? "1 error: nothing is taken over until it is put right"
              : `${errors} errors: nothing is taken over until they are put right`}
          </Text>
        )}
        {hidden > 0 &&
          ` · the first ${summary.rows.length} are listed, what goes before all others`}
      </Text>
      {lines.length > 0 && (
        <div
          ref={scroller}
          className={styles["preview"]}
          role="group"
          aria-label="Changes row by row"
          // A scrolling region is reached by the keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <ul className={styles["lines"]} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const line = lines[index];
              return line === undefined ? null : (
                <li
                  key={index}
                  className={styles["previewLine"]}
                  data-change={line.change}
                  title={line.text}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <b>{line.word}</b>
                  <span>{line.text}</span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}
