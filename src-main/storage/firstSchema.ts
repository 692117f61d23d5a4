/** Version 1 of the schema: what the steps of `migrations.ts` go on from. Released, so never edited. */
export const firstSchema = `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE space (number INTEGER PRIMARY KEY, space_id TEXT NOT NULL UNIQUE);

CREATE TABLE space_row (
  space INTEGER PRIMARY KEY REFERENCES space ON DELETE CASCADE,
  data_key BLOB NOT NULL,
  added_at INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  name TEXT NOT NULL,
  enamel TEXT NOT NULL,
  read_order INTEGER NOT NULL,
  read_at INTEGER NOT NULL
);

CREATE TABLE secret (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (space, kind, id)
) WITHOUT ROWID;

CREATE TABLE log_entry (
  arrival INTEGER PRIMARY KEY,
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (space, hash)
);

CREATE TABLE envelope (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  doc_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (space, device_id, seq)
);
CREATE INDEX envelope_of_document ON envelope (space, doc_id, position);

CREATE TABLE head (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (space, device_id)
) WITHOUT ROWID;

CREATE TABLE confirmed (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  peer TEXT NOT NULL,
  heads TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (space, peer)
) WITHOUT ROWID;

CREATE TABLE held (
  arrival INTEGER PRIMARY KEY,
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  doc_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (space, device_id, seq)
);

CREATE TABLE applying (
  space INTEGER PRIMARY KEY REFERENCES space ON DELETE CASCADE,
  doc_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  seq INTEGER NOT NULL
);

CREATE TABLE checkpoint (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  doc_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (space, doc_id)
);

CREATE TABLE item (
  number INTEGER PRIMARY KEY,
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  item_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  sort INTEGER NOT NULL,
  author TEXT NOT NULL,
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  edited_by TEXT,
  binned_at INTEGER,
  binned_by TEXT,
  content TEXT NOT NULL,
  search_text TEXT NOT NULL,
  picture INTEGER GENERATED ALWAYS AS (
    CASE WHEN kind = 'file' AND json_valid(content)
    THEN json_type(content, '$.picture') = 'object' ELSE 0 END
  ) VIRTUAL,
  UNIQUE (space, item_id)
);
-- What the conditions name stands in the index too: else SQLite reads every row it skips.
CREATE INDEX item_in_order ON item (space, sort, item_id, author, binned_at) WHERE binned_at IS NULL;
CREATE INDEX item_of_kind ON item (space, kind, sort, item_id, binned_at) WHERE binned_at IS NULL;
CREATE INDEX item_picture ON item (space, sort, item_id, binned_at, picture)
  WHERE binned_at IS NULL AND picture;
CREATE INDEX item_last ON item (space, sort);

CREATE TABLE comment (
  number INTEGER PRIMARY KEY,
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  comment_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  sort INTEGER NOT NULL,
  author TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  binned_at INTEGER,
  body TEXT NOT NULL,
  UNIQUE (space, comment_id)
);
CREATE INDEX comment_in_order ON comment (space, item_id, sort, comment_id)
  WHERE binned_at IS NULL;

-- Full text. The scope is indexed as a word, so that a common word in one Space never reads another.
CREATE VIEW item_source AS SELECT number, 's' || space AS scope, search_text AS body FROM item;
CREATE VIRTUAL TABLE item_text USING fts5(
  scope, body, content='item_source', content_rowid='number',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3 4 5 6 7 8'
);
CREATE TRIGGER item_text_add AFTER INSERT ON item WHEN new.binned_at IS NULL BEGIN
  INSERT INTO item_text (rowid, scope, body) VALUES (new.number, 's' || new.space, new.search_text);
END;
CREATE TRIGGER item_text_leave AFTER DELETE ON item WHEN old.binned_at IS NULL BEGIN
  INSERT INTO item_text (item_text, rowid, scope, body)
    VALUES ('delete', old.number, 's' || old.space, old.search_text);
END;
CREATE TRIGGER item_text_change AFTER UPDATE ON item
WHEN old.binned_at IS NOT new.binned_at OR old.search_text <> new.search_text BEGIN
  INSERT INTO item_text (item_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.search_text WHERE old.binned_at IS NULL;
  INSERT INTO item_text (rowid, scope, body)
    SELECT new.number, 's' || new.space, new.search_text WHERE new.binned_at IS NULL;
END;

CREATE VIEW comment_source AS SELECT number, 's' || space AS scope, body FROM comment;
CREATE VIRTUAL TABLE comment_text USING fts5(
  scope, body, content='comment_source', content_rowid='number',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3 4 5 6 7 8'
);
CREATE TRIGGER comment_text_add AFTER INSERT ON comment WHEN new.binned_at IS NULL BEGIN
  INSERT INTO comment_text (rowid, scope, body) VALUES (new.number, 's' || new.space, new.body);
END;
CREATE TRIGGER comment_text_leave AFTER DELETE ON comment WHEN old.binned_at IS NULL BEGIN
  INSERT INTO comment_text (comment_text, rowid, scope, body)
    VALUES ('delete', old.number, 's' || old.space, old.body);
END;
CREATE TRIGGER comment_text_change AFTER UPDATE ON comment
WHEN old.binned_at IS NOT new.binned_at OR old.body <> new.body BEGIN
  INSERT INTO comment_text (comment_text, rowid, scope, body)
    SELECT 'delete', old.number, 's' || old.space, old.body WHERE old.binned_at IS NULL;
  INSERT INTO comment_text (rowid, scope, body)
    SELECT new.number, 's' || new.space, new.body WHERE new.binned_at IS NULL;
END;
-- Erased words are overwritten in the index too, not only marked.
INSERT INTO item_text (item_text, rank) VALUES ('secure-delete', 1);
INSERT INTO comment_text (comment_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE file (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  file_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  sealed_manifest BLOB NOT NULL,
  chunk_count INTEGER NOT NULL,
  have BLOB NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (space, file_id)
);

-- Personal data, for src-core/privacy only.
CREATE TABLE profile (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  user_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  name TEXT NOT NULL,
  enamel TEXT NOT NULL,
  device_label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  secrets BLOB NOT NULL
);
CREATE TABLE person (
  space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  card BLOB NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (space, user_id)
);
-- Without a foreign key: who received what has to be answered after a Space is gone.
CREATE TABLE ledger (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  what TEXT NOT NULL,
  space_id TEXT,
  recipient TEXT
);
`
