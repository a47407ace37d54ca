import type { Migration } from "./migrations.ts";

/** Rate cards became price books. The documents stay as they are: both kinds can be read. */
const renamed = [
  `ALTER TABLE rate_cards RENAME TO price_books`,
  `ALTER TABLE price_books RENAME COLUMN card TO book`,
  `ALTER TABLE environments RENAME COLUMN rate_card TO price_book`,
  `ALTER TABLE environments RENAME COLUMN rate_card_revision TO price_book_revision`,
];

const refuse = (name: string, what: string): string =>
  `CREATE TRIGGER ${name} BEFORE ${what} ON price_books
   BEGIN SELECT RAISE(ABORT, 'append-only:${name}'); END`;

export const version12 = {
  version: 12,
  sqlite: [
    ...renamed,
    `DROP TRIGGER rate_cards_never_change`,
    `DROP TRIGGER rate_cards_stay`,
    refuse("price_books_never_change", "UPDATE"),
    refuse("price_books_stay", "DELETE"),
  ],
  postgres: [
    ...renamed,
    `ALTER TRIGGER rate_cards_never_change ON price_books RENAME TO price_books_never_change`,
  ],
} satisfies Migration;
