import { Table } from "@mantine/core";
import type { ReactElement } from "react";
import { Decimal, decimalText } from "../../shared/base/money.ts";
import { money, quantity } from "../ui/money.ts";
import type { Demand } from "./charts/demand-option.ts";
import styles from "./Money.module.css";

/** What the demand chart draws, hour by hour. */
export function DemandTable({ hours, applications, meter, currency }: Demand): ReactElement {
  return (
    <Table fz="xs" verticalSpacing={3} stickyHeader aria-label="Demand of a day">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Hour</Table.Th>
          {applications.flatMap(({ name }) => [
            <Table.Th key={`${name} level`} ta="right">
              {name}, {meter}
            </Table.Th>,
            <Table.Th key={`${name} charge`} ta="right">
              {name}, charge
            </Table.Th>,
          ])}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {hours.map((hour, at) => (
          // The hour that the clocks repeat has one name twice.
          // oxlint-disable-next-line react/no-array-index-key
          <Table.Tr key={at}>
            <Table.Td>{hour}</Table.Td>
            {applications.flatMap(({ name, levels, charges }) => [
              <Table.Td key={`${name} level`} className={styles["amount"] ?? ""}>
                {quantity((levels[at] ?? 0).toFixed(6))}
              </Table.Td>,
              <Table.Td key={`${name} charge`} className={styles["amount"] ?? ""}>
                {money(charges[at] ?? "0", currency)}
              </Table.Td>,
            ])}
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>Sum</Table.Th>
          {applications.flatMap(({ name, charges }) => [
            <Table.Th key={`${name} level`} />,
            <Table.Th key={`${name} charge`} className={styles["amount"] ?? ""}>
              {money(sum(charges), currency)}
            </Table.Th>,
          ])}
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function sum(amounts: readonly string[]): string {
  return decimalText(amounts.reduce((total, one) => total.plus(one), new Decimal(0)));
}
