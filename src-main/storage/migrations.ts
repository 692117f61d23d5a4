import { firstSchema } from './firstSchema.ts'

/** What one tells about oneself, whom one has compared safety numbers with, and who received what when. */
const trust = `
CREATE TABLE introduction (
  -- NULL: what every Space sees that has no row of its own.
  space INTEGER REFERENCES space ON DELETE CASCADE,
  name TEXT,
  email TEXT,
  photo BLOB
);
CREATE UNIQUE INDEX introduction_of_space ON introduction (ifnull(space, 0));
CREATE TABLE comparison (
  user_id TEXT PRIMARY KEY,
  root_key BLOB NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
-- One row a device and minute: which of this device's envelopes it had confirmed by then.
CREATE TABLE receipt (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  peer TEXT NOT NULL,
  minute INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (space, peer, minute)
) WITHOUT ROWID;
`

/** What has been put into a relay's mailbox for a Space, and how far this device has read there. */
const mailbox = `
CREATE TABLE mailbox (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  relay TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (space, relay)
) WITHOUT ROWID;
`

/** Kept versions of notes under keys of their own, and which were erased for good. */
const versions = `
CREATE TABLE version (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  version_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  sealed_key BLOB NOT NULL,
  blob BLOB NOT NULL,
  PRIMARY KEY (space, version_id)
);
CREATE TABLE version_erasure (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  version_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (space, version_id)
) WITHOUT ROWID;
`

/** Hidden groups lie beside their Space, and name it. */
const groups = `
ALTER TABLE space_row ADD COLUMN parent TEXT;
ALTER TABLE space_row ADD COLUMN document INTEGER NOT NULL DEFAULT 0;
`

/** One row for many envelopes: the first it stands for, where that is not the last. */
const segments = `
ALTER TABLE envelope ADD COLUMN first_seq INTEGER;
`

/**
 * Rows wait for full text and are indexed when the host is idle, or before a search. A row that is indexed leaves
 * the index in the transaction that changes it, and waits again: the index never says anything that is not so.
 */
const waitingText = `
DROP TRIGGER item_text_add;
DROP TRIGGER item_text_leave;
DROP TRIGGER item_text_change;
CREATE TABLE item_waiting (number INTEGER PRIMARY KEY);
CREATE TRIGGER item_text_add AFTER INSERT ON item WHEN new.binned_at IS NULL BEGIN
  INSERT INTO item_waiting VALUES (new.number);
END;
CREATE TRIGGER item_text_leave AFTER DELETE ON item WHEN old.binned_at IS NULL BEGIN
  INSERT INTO item_text (item_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.search_text
    WHERE NOT EXISTS (SELECT 1 FROM item_waiting WHERE number = old.number);
  DELETE FROM item_waiting WHERE number = old.number;
END;
CREATE TRIGGER item_text_change AFTER UPDATE ON item
WHEN old.binned_at IS NOT new.binned_at OR old.search_text <> new.search_text BEGIN
  INSERT INTO item_text (item_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.search_text WHERE old.binned_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM item_waiting WHERE number = old.number);
  DELETE FROM item_waiting WHERE number = old.number;
  INSERT INTO item_waiting SELECT new.number WHERE new.binned_at IS NULL;
END;

DROP TRIGGER comment_text_add;
DROP TRIGGER comment_text_leave;
DROP TRIGGER comment_text_change;
CREATE TABLE comment_waiting (number INTEGER PRIMARY KEY);
CREATE TRIGGER comment_text_add AFTER INSERT ON comment WHEN new.binned_at IS NULL BEGIN
  INSERT INTO comment_waiting VALUES (new.number);
END;
CREATE TRIGGER comment_text_leave AFTER DELETE ON comment WHEN old.binned_at IS NULL BEGIN
  INSERT INTO comment_text (comment_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.body
    WHERE NOT EXISTS (SELECT 1 FROM comment_waiting WHERE number = old.number);
  DELETE FROM comment_waiting WHERE number = old.number;
END;
CREATE TRIGGER comment_text_change AFTER UPDATE ON comment
WHEN old.binned_at IS NOT new.binned_at OR old.body <> new.body BEGIN
  INSERT INTO comment_text (comment_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.body WHERE old.binned_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM comment_waiting WHERE number = old.number);
  DELETE FROM comment_waiting WHERE number = old.number;
  INSERT INTO comment_waiting SELECT new.number WHERE new.binned_at IS NULL;
END;

-- Parts of the index are joined in turns of their own.
INSERT INTO item_text (item_text, rank) VALUES ('automerge', 0);
INSERT INTO comment_text (comment_text, rank) VALUES ('automerge', 0);
INSERT INTO item_text (item_text, rank) VALUES ('crisismerge', 64);
INSERT INTO comment_text (comment_text, rank) VALUES ('crisismerge', 64);
`

/** What each device of a person said of itself: its label is on its own card only. */
const deviceCards = `
CREATE TABLE device_card (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  card BLOB NOT NULL,
  PRIMARY KEY (space, device_id)
) WITHOUT ROWID;
`

/**
 * What somebody has received: which envelope brought a comment too, and which versions went where. What lay
 * here before is behind its author's newest envelope surely.
 */
const given = `
ALTER TABLE comment ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE comment SET seq = ifnull((
  SELECT seq FROM head WHERE head.space = comment.space AND head.device_id = comment.device
), 0);
UPDATE item SET seq = ifnull((
  SELECT seq FROM head WHERE head.space = item.space AND head.device_id = item.device
), 0) WHERE seq = 0;
CREATE INDEX item_of_device ON item (space, device, seq, created_at, item_id);
CREATE INDEX comment_of_device ON comment (space, device, seq, created_at, comment_id);
CREATE TABLE version_handed (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  version_id TEXT NOT NULL,
  peer TEXT NOT NULL,
  item_id TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (space, version_id, peer)
) WITHOUT ROWID;
`

/**
 * The schema, as numbered steps: step N takes a database of version N to N + 1. A step that has been
 * released is never edited; a change is a new step. Times are ms since 1970, ids base64url texts.
 *
 * Everything that belongs to a Space hangs on `space.number`, so that erasing a Space is one deletion.
 */
export const MIGRATIONS: readonly string[] = [
  firstSchema,
  trust,
  mailbox,
  versions,
  groups,
  segments,
  waitingText,
  deviceCards,
  given,
]
