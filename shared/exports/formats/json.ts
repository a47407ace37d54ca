import { strToU8 } from "fflate";
import { defineExport } from "../format.ts";

/** All of it, for programs: amounts as text, times as ISO 8601. */
export const json = defineExport({
  id: "json",
  title: "JSON",
  extension: "json",
  mediaType: "application/json",
  write: (document) => {
    const payments = document.payments.map((payment) => ({
      ...payment,
      at: new Date(payment.at).toISOString(),
    }));
    const months = document.months.map(({ label, start, end }) => ({
      label,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }));
    const text = JSON.stringify({ ...document, months, payments }, null, 2);
    return Promise.resolve(strToU8(`${text}\n`));
  },
});
