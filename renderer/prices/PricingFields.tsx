import { ActionIcon, Button, Group, Stack, Table } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { BookPath } from "../../shared/prices/book-text.ts";
import { change, ChoiceField, TextField, useForm } from "./fields.tsx";
import { listAt, textAt } from "./raw-book.ts";

const SHAPES = [
  { value: "unit", label: "So much each" },
  { value: "graduated", label: "Bands, each at its own price" },
  { value: "volume", label: "Bands, the last one for all" },
  { value: "stair-step", label: "A fee for each step" },
  { value: "package", label: "By the pack" },
  { value: "flat", label: "However much" },
  { value: "peak", label: "By the highest level" },
] as const;
type Shape = (typeof SHAPES)[number]["value"];

/** How a quantity becomes money: one price, bands, packs. `name` says which window it is of, if of one. */
export function PricingFields(props: {
  readonly path: BookPath;
  readonly name: string;
}): ReactElement {
  const { path, name } = props;
  const { raw } = useForm();
  const shape = textAt(raw, [...path, "shape"]);
  const of = name === "" ? "" : `, ${name}`;
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-start" wrap="nowrap" grow>
        <ShapeField path={path} label={`How it is priced${of}`} shape={shape} />
        {!hasBands(shape) && <TextField label={`Price${of}`} path={[...path, "price"]} />}
        {shape === "package" && <TextField label={`Pack of${of}`} path={[...path, "size"]} />}
      </Group>
      {hasBands(shape) && <Bands path={path} name={name} isSteps={shape === "stair-step"} />}
    </Stack>
  );
}

function hasBands(shape: string): boolean {
  return ["graduated", "volume", "stair-step"].includes(shape);
}

function ShapeField(props: { path: BookPath; label: string; shape: string }): ReactElement {
  const { raw } = useForm();
  const { path, label, shape } = props;
  const first = listAt(raw, [...path, "bands"]);
  const price =
    textAt(raw, [...path, "price"]) || textAt(first, [0, "unit"]) || textAt(first, [0, "flat"]);
  return (
    <ChoiceField
      label={label}
      path={[...path, "shape"]}
      data={SHAPES}
      take={(next) => change([path, pricingOf(next, price || "0", hasBands(shape) ? first : [])])}
    />
  );
}

/** With as much of what was there as the other shape has a place for. */
function pricingOf(shape: string, price: string, bands: readonly unknown[]): object {
  switch (shape as Shape) {
    case "graduated":
    case "volume":
      return {
        shape,
        bands: [{ upTo: textAt(bands, [0, "upTo"]) || "100", unit: price }, { unit: price }],
      };
    case "stair-step":
      return {
        shape,
        bands: [{ upTo: textAt(bands, [0, "upTo"]) || "100", flat: price }, { flat: price }],
      };
    case "package":
      return { shape, price, size: "100" };
    case "unit":
    case "flat":
    case "peak":
      return { shape, price };
  }
}

interface BandsProps {
  readonly path: BookPath;
  readonly name: string;
  readonly isSteps: boolean;
}

function Bands({ path, name, isSteps }: BandsProps): ReactElement {
  const { raw } = useForm();
  const list = [...path, "bands"];
  const bands = listAt(raw, list);
  const isLast = (at: number): boolean => at === bands.length - 1;
  function add(): void {
    const upTo = textAt(raw, [...list, bands.length - 2, "upTo"]);
    const price = isSteps
      ? { flat: "0" }
      : { unit: textAt(raw, [...list, bands.length - 1, "unit"]) };
    const between = { upTo: String(Number(upTo) * 2 || 100), ...price };
    change([list, [...bands.slice(0, -1), between, ...bands.slice(-1)]]);
  }
  return (
    <div>
      <Table verticalSpacing={2} horizontalSpacing={4} fz="xs" aria-label={`Bands ${name}`.trim()}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Up to</Table.Th>
            {!isSteps && <Table.Th>Each</Table.Th>}
            <Table.Th>Fee</Table.Th>
            <Table.Th aria-label="Remove" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bands.map((_, at) => (
            // Bands have no name; their place is what they are.
            // oxlint-disable-next-line react/no-array-index-key
            <Table.Tr key={at}>
              <Table.Td>
                {isLast(at) ? (
                  "and more"
                ) : (
                  <TextField bare label={`Band ${at + 1} up to`} path={[...list, at, "upTo"]} />
                )}
              </Table.Td>
              {!isSteps && (
                <Table.Td>
                  <TextField bare label={`Band ${at + 1} each`} path={[...list, at, "unit"]} />
                </Table.Td>
              )}
              <Table.Td>
                <TextField bare label={`Band ${at + 1} fee`} path={[...list, at, "flat"]} />
              </Table.Td>
              <Table.Td>
                <ActionIcon
                  size="sm"
                  aria-label={`Remove band ${at + 1}`}
                  disabled={isLast(at) || bands.length < 2}
                  onClick={() => change([[...list, at], undefined])}
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={12} aria-hidden />}
        onClick={add}
      >
        Add a band
      </Button>
    </div>
  );
}
