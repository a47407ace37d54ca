import { ActionIcon, Button, Group, Input, NativeSelect, Stack, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { FieldType } from "../field-type.ts";
import type { FieldProps } from "../PropertyField.tsx";
import { textOf, type Json } from "../subject.ts";
import { useGesture } from "../use-gesture.ts";
import styles from "./TableField.module.css";

type Row = Readonly<Record<string, Json>>;

/** A list of rows such as firewall rules: add, change, order, remove. */
export function TableField(
  props: FieldProps & { columns: Readonly<Record<string, FieldType>> },
): ReactElement {
  const { label, name, description, value, mixed, error, disabled, columns, onChange } = props;
  const rows = Array.isArray(value) ? value.filter(isRow) : [];
  const put = (changed: readonly Row[], gesture?: string): void => {
    onChange([...changed], gesture);
  };
  return (
    <Input.Wrapper
      size="xs"
      label={label}
      description={
        mixed ? "The selected nodes differ here; a change sets all of them." : description
      }
      error={error}
    >
      <Stack gap={8} mt={6}>
        {rows.map((row, index) => (
          <RowEditor
            // Rows have no identity of their own: they are known by their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            row={row}
            number={index + 1}
            name={name}
            columns={columns}
            disabled={disabled}
            onChange={(changed, gesture) => {
              put(rows.with(index, changed), gesture);
            }}
            onRemove={() => {
              put(rows.toSpliced(index, 1));
            }}
            onMove={(by) => {
              put(rows.toSpliced(index, 1).toSpliced(index + by, 0, row));
            }}
            last={index === rows.length - 1}
          />
        ))}
        <Button
          size="compact-xs"
          variant="light"
          w="fit-content"
          leftSection={<IconPlus size={12} />}
          disabled={disabled}
          onClick={() => {
            put([...rows, {}]);
          }}
        >
          Add to {name.toLowerCase()}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

/** Schema names are lower case; labels are not. */
function titled(column: string): string {
  return column.slice(0, 1).toUpperCase() + column.slice(1);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface RowEditorProps {
  readonly row: Row;
  readonly number: number;
  readonly name: string;
  readonly columns: Readonly<Record<string, FieldType>>;
  readonly disabled: boolean;
  readonly last: boolean;
  readonly onChange: (row: Row, gesture?: string) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

function RowEditor(props: RowEditorProps): ReactElement {
  const { row, number, name, columns, disabled, last, onChange, onRemove, onMove } = props;
  const gesture = useGesture();
  const where = `${name} ${number}`;
  return (
    <fieldset className={styles["row"]} aria-label={where} disabled={disabled}>
      {Object.entries(columns).map(([column, type]) => {
        const common = {
          size: "xs",
          label: titled(column),
          "aria-label": `${column} of ${where}`,
        } as const;
        const present = row[column];
        return type.type === "choice" ? (
          <NativeSelect
            key={column}
            {...common}
            data={[...type.options]}
            value={typeof present === "string" ? present : (type.options[0] ?? "")}
            onChange={(event) => {
              onChange({ ...row, [column]: event.currentTarget.value });
            }}
          />
        ) : (
          <TextInput
            key={column}
            {...common}
            placeholder="any"
            value={textOf(present)}
            onChange={(event) => {
              const { [column]: _old, ...rest } = row;
              const text = event.currentTarget.value;
              onChange(text === "" ? rest : { ...rest, [column]: text }, gesture.name());
            }}
            onBlur={gesture.end}
          />
        );
      })}
      <Group gap={0} className={styles["tools"]}>
        <ActionIcon
          size="sm"
          aria-label={`Move ${where} up`}
          disabled={number === 1}
          onClick={() => {
            onMove(-1);
          }}
        >
          <IconArrowUp size={13} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={`Move ${where} down`}
          disabled={last}
          onClick={() => {
            onMove(1);
          }}
        >
          <IconArrowDown size={13} />
        </ActionIcon>
        <ActionIcon size="sm" color="red" aria-label={`Remove ${where}`} onClick={onRemove}>
          <IconTrash size={13} />
        </ActionIcon>
      </Group>
    </fieldset>
  );
}
