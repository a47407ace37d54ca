import { Table } from "@mantine/core";
import type { ReactElement } from "react";
import { Decimal, decimalText } from "../../shared/base/money.ts";
import { money } from "../ui/money.ts";
import type { Part } from "./charts/stack-option.ts";
import styles from "./Money.module.css";

interface AmountsTableProps {
  readonly label: string;
  /** What the first column has. */
  readonly first: string;
  readonly names: readonly string[];
  readonly parts: readonly Part[];
  readonly currency: string;
}

/** The numbers of a stacked chart: a row for each name, a column for each part, and both sums. */
export function AmountsTable(props: AmountsTableProps): ReactElement {
  const { label, first, names, parts, currency } = props;
  const inRow = (at: number): string => sum(parts.map(({ amounts }) => amounts[at] ?? "0"));
  const text = (amount: string): string => money(amount, currency);
  return (
    <Table fz="xs" verticalSpacing={3} stickyHeader aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{first}</Table.Th>
          {parts.map(({ name }) => (
            <Table.Th key={name} ta="right">
              {name}
            </Table.Th>
          ))}
          <Table.Th ta="right">Sum</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((name, at) => (
          // Two hours may have one name when the clocks go back.
          // oxlint-disable-next-line react/no-array-index-key
          <Table.Tr key={at}>
            <Table.Td>{name}</Table.Td>
            {parts.map((part) => (
              <Table.Td key={part.name} className={styles["amount"] ?? ""}>
                {text(part.amounts[at] ?? "0")}
              </Table.Td>
            ))}
            <Table.Td className={styles["amount"] ?? ""}>{text(inRow(at))}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>Sum</Table.Th>
          {parts.map(({ name, amounts }) => (
            <Table.Th key={name} className={styles["amount"] ?? ""}>
              {text(sum(amounts))}
            </Table.Th>
          ))}
          <Table.Th className={styles["amount"] ?? ""}>
            {text(sum(names.map((_, at) => inRow(at))))}
          </Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function sum(amounts: readonly string[]): string {
  return decimalText(amounts.reduce((total, one) => total.plus(one), new Decimal(0)));
}
