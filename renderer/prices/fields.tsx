import { Select, TextInput } from "@mantine/core";
import { createContext, useContext, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { BookPath } from "../../shared/prices/book-text.ts";
import type { BookFinding } from "../../shared/prices/check-book.ts";
import { say } from "../commands/notify.ts";
import { fromLocalInput, toLocalInput } from "../ui/local-time.ts";
import { TimeField } from "../ui/TimeField.tsx";
import { changeValues } from "./draft-session.ts";
import { textAt } from "./raw-book.ts";

interface FormContext {
  /** The values of the text, right or wrong. */
  readonly raw: unknown;
  readonly findings: readonly BookFinding[];
}

const Form = createContext<FormContext>({ raw: null, findings: [] });
export const FormProvider = Form.Provider;

export function useForm(): FormContext {
  return useContext(Form);
}

/** Changes values of the draft in one step, and says so where the text leaves no way to. */
export function change(...changes: readonly (readonly [BookPath, unknown])[]): void {
  if (!changeValues(changes))
    say("This place of the text uses anchors. Change it in the text itself.");
}

/** What explains a field stands below it, so that fields beside each other stay in line. */
export const BELOW = ["label", "input", "description", "error"] as const;

function errorAt(findings: readonly BookFinding[], path: BookPath): string | undefined {
  const where = path.join(".");
  return findings.find((one) => one.severity === "error" && one.where === where)?.message;
}

interface FieldProps {
  readonly label: string;
  readonly path: BookPath;
  readonly help?: string;
  readonly placeholder?: string;
  /** Only for the screen reader, where a table's head says it. */
  readonly bare?: boolean;
}

/** One value of the book. It is taken over by Enter, or when the field is left. */
export function TextField({ label, path, help, placeholder, bare }: FieldProps): ReactElement {
  const { raw, findings } = useForm();
  const known = textAt(raw, path);
  const [typed, setTyped] = useState<string | null>(null);
  const error = errorAt(findings, path);
  function take(): void {
    const entered = typed?.trim();
    if (entered !== undefined && entered !== known)
      change([path, entered === "" ? undefined : entered]);
    setTyped(null);
  }
  return (
    <TextInput
      size="xs"
      {...(bare === true ? { "aria-label": label } : { label })}
      description={help}
      inputWrapperOrder={[...BELOW]}
      placeholder={placeholder}
      value={typed ?? known}
      error={error}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
        if (key === "Escape") setTyped(null);
      }}
    />
  );
}

interface ChoiceProps extends FieldProps {
  readonly data: readonly { readonly value: string; readonly label: string }[];
  /** What leaving it out means. */
  readonly usual?: string;
  /** Instead of putting the value at its place. */
  readonly take?: (value: string) => void;
}

/** One of a few values; the usual one is left out of the text. */
export function ChoiceField(props: ChoiceProps): ReactElement {
  const { label, path, help, data, usual, bare, take } = props;
  const { raw } = useForm();
  const known = textAt(raw, path);
  return (
    <Select
      size="xs"
      {...(bare === true ? { "aria-label": label } : { label })}
      description={help}
      inputWrapperOrder={[...BELOW]}
      allowDeselect={false}
      searchable={data.length > 8}
      data={[...data]}
      value={known === "" ? (usual ?? null) : known}
      onChange={(value) => {
        if (value === null) return;
        if (take !== undefined) take(value);
        else change([path, value === usual ? undefined : value]);
      }}
    />
  );
}

/**
 * An instant in the reader's own time; the text has it in UTC. It is taken over when the field is left; what is no time
 * stays in the field.
 */
export function InstantInBook({ label, path, help }: FieldProps): ReactElement {
  const { raw, findings } = useForm();
  const at = Date.parse(textAt(raw, path));
  const known = Number.isNaN(at) ? "" : toLocalInput(at);
  const [typed, setTyped] = useState<string | null>(null);
  const error = errorAt(findings, path);
  function take(): void {
    const entered = typed === null ? null : fromLocalInput(typed);
    if (typed !== null && typed !== "" && entered === null) return;
    if (typed !== null && typed !== known)
      change([path, entered === null ? undefined : toInstant(entered)]);
    setTyped(null);
  }
  return (
    <TimeField
      size="xs"
      kind="date-time"
      label={label}
      description={help}
      inputWrapperOrder={[...BELOW]}
      error={error}
      value={typed ?? known}
      write={setTyped}
      onBlur={take}
    />
  );
}
