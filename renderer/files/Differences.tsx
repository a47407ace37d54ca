import { Badge, ScrollArea, Table, Text } from "@mantine/core";
import { useMemo, type ReactElement } from "react";
import {
  compareDesigns,
  isSame,
  type ElementChange,
  type FieldChange,
} from "../../shared/design/compare.ts";
import type { Design } from "../../shared/design/design.ts";
import { useReference } from "../store/reference.ts";
import { hintOf, valueWords } from "../ui/value-words.ts";
import styles from "./Differences.module.css";
import { PriceChange } from "./PriceChange.tsx";

const SHOWN = 300;
const COLORS = { added: "green", removed: "red", changed: "blue" } as const;

interface DifferencesProps {
  readonly before: Design;
  readonly after: Design;
  /** What of it is told; left out, all that differs. */
  readonly told?: readonly ElementChange[];
}

/** What differs between two designs: elements with their fields, and the price. */
export function Differences({ before, after, told }: DifferencesProps): ReactElement {
  const comparison = useMemo(
    () => (told === undefined ? compareDesigns(before, after) : { elements: told, fields: [] }),
    [before, after, told],
  );
  if (isSame(comparison)) return <Text size="sm">They are the same.</Text>;
  const { elements, fields } = comparison;
  return (
    <div>
      <PriceChange before={before} after={after} />
      <ScrollArea.Autosize mah={280}>
        <Table aria-label="Differences" verticalSpacing={4}>
          <Table.Tbody>
            {fields.map((field) => (
              <Row
                key={field.field}
                change="changed"
                what="The design"
                fields={[field]}
                {...{ before, after }}
              />
            ))}
            {elements.slice(0, SHOWN).map((element) => (
              <Row
                key={`${element.type} ${element.id}`}
                change={element.change}
                what={whatOf(element)}
                fields={element.fields}
                kind={after.nodes[element.id]?.kind}
                {...{ before, after }}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {elements.length > SHOWN && <Text size="xs">And {elements.length - SHOWN} more.</Text>}
    </div>
  );
}

function whatOf({ type, name }: ElementChange): string {
  return type === "node" ? name : `${type.slice(0, 1).toUpperCase()}${type.slice(1)} ${name}`;
}

interface RowProps {
  readonly change: ElementChange["change"];
  readonly what: string;
  readonly fields: readonly FieldChange[];
  /** Of a node. */
  readonly kind?: string | undefined;
  readonly before: Design;
  readonly after: Design;
}

function Row({ change, what, fields, kind, before, after }: RowProps): ReactElement {
  const catalogue = useReference((reference) => reference.catalogue);
  return (
    <Table.Tr>
      <Table.Td w={110}>
        <Badge size="sm" variant="light" tt="none" color={COLORS[change]}>
          {change}
        </Badge>
      </Table.Td>
      <Table.Td>{what}</Table.Td>
      <Table.Td>
        {fields.map((changed) => {
          const { field, property } = changed;
          const hint = property ? hintOf(kind, field) : undefined;
          const place = { catalogue, hint, field };
          return (
            <div key={field} className={styles["field"]}>
              {hint?.label.toLowerCase() ?? field}:{" "}
              <del>{valueWords(changed.before, { ...place, design: before })}</del> →{" "}
              <ins>{valueWords(changed.after, { ...place, design: after })}</ins>
            </div>
          );
        })}
      </Table.Td>
    </Table.Tr>
  );
}
