export { table } from "../../../shared/base/text-table.ts";
