/** The relay's mailbox as numbered steps, as in src-main/storage/migrations.ts: released ones stay as they are. */
const first = `
CREATE TABLE store (generation BLOB NOT NULL);
INSERT INTO store (generation) VALUES (randomblob(8));

CREATE TABLE box (
  number INTEGER PRIMARY KEY,
  name BLOB NOT NULL UNIQUE,
  writer BLOB NOT NULL,
  items INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0
);

-- AUTOINCREMENT: a reader's position must never be given out again.
CREATE TABLE item (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  box INTEGER NOT NULL REFERENCES box,
  id BLOB NOT NULL,
  stored_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (box, id)
);
CREATE INDEX item_in_box ON item (box, position);
CREATE INDEX item_age ON item (stored_at);
`

export const MAILBOX_MIGRATIONS: readonly string[] = [first]
