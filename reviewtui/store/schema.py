"""The database of version 1, as SQL; `derived` has what version 2 added. Names are a contract: people query
this file with other tools."""

from __future__ import annotations

APPLICATION_ID = 0x52565457
"""Marks a SQLite file as a project of ours ("RVTW" in ASCII)."""

VERSION = 2
"""The newest schema this code knows; the file has its own in `user_version` and `project.schema_version`."""

PAGE_SIZE = 16_384
"""Bytes. Texts are long: fewer overflow pages to follow."""

TABLES = """
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seed TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    messages TEXT NOT NULL,
    reference TEXT,
    metadata TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL
);
CREATE TABLE outputs (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    model_id INTEGER NOT NULL REFERENCES models(id),
    context TEXT NOT NULL DEFAULT '{}',
    messages TEXT NOT NULL,
    metadata TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE pairs (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    output_a INTEGER NOT NULL REFERENCES outputs(id),
    output_b INTEGER NOT NULL REFERENCES outputs(id),
    position INTEGER NOT NULL
);
CREATE INDEX pairs_position ON pairs(position, id);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    layout TEXT NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    imported_at TEXT,
    UNIQUE (sha256, layout)
);
CREATE TABLE pair_sources (
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    source_id INTEGER NOT NULL REFERENCES sources(id),
    row INTEGER NOT NULL,
    external_id TEXT,
    swapped INTEGER NOT NULL CHECK (swapped IN (0, 1)),
    PRIMARY KEY (pair_id, source_id, row)
) WITHOUT ROWID;
CREATE INDEX pair_sources_external_id ON pair_sources(external_id) WHERE external_id IS NOT NULL;
CREATE TABLE occurrences (
    output_id INTEGER NOT NULL REFERENCES outputs(id),
    source_id INTEGER NOT NULL REFERENCES sources(id),
    row INTEGER NOT NULL,
    sample INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (output_id, source_id, row)
) WITHOUT ROWID;
CREATE TABLE annotators (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'judge')),
    created_at TEXT NOT NULL,
    UNIQUE (name, kind)
);
CREATE TABLE rubrics (
    hash TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE labels (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    annotator_id INTEGER NOT NULL REFERENCES annotators(id),
    pass INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    parent TEXT,
    op TEXT NOT NULL CHECK (op IN ('set', 'undo', 'redo', 'retract', 'import')),
    status TEXT NOT NULL CHECK (status IN ('labeled', 'skipped', 'retracted')),
    preference TEXT CHECK (preference IN ('a', 'b', 'tie', 'both_bad')),
    strength INTEGER CHECK (strength IN (1, 2)),
    correctness_a TEXT CHECK (correctness_a IN ('correct', 'partial', 'incorrect')),
    correctness_b TEXT CHECK (correctness_b IN ('correct', 'partial', 'incorrect')),
    warned_a INTEGER CHECK (warned_a IN (0, 1)),
    warned_b INTEGER CHECK (warned_b IN (0, 1)),
    criteria TEXT,
    tags TEXT,
    note TEXT,
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 3),
    score REAL,
    flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
    reason TEXT,
    left_output TEXT CHECK (left_output IN ('a', 'b')),
    revealed INTEGER NOT NULL DEFAULT 0 CHECK (revealed IN (0, 1)),
    role TEXT NOT NULL DEFAULT 'label' CHECK (role IN ('label', 'adjudication')),
    served_by TEXT NOT NULL,
    active_ms INTEGER,
    rubric TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX labels_history ON labels(pair_id, annotator_id, pass, seq);
CREATE INDEX labels_annotator ON labels(annotator_id);
CREATE TABLE heads (
    annotator_id INTEGER NOT NULL REFERENCES annotators(id),
    pass INTEGER NOT NULL,
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    revision INTEGER NOT NULL, -- labels.number
    blind INTEGER, -- labels.number; no foreign keys: each insert of a label would look for its children here
    status TEXT NOT NULL,
    PRIMARY KEY (annotator_id, pass, pair_id)
) WITHOUT ROWID;
CREATE INDEX heads_pair ON heads(pair_id);
CREATE TABLE drafts (
    annotator_id INTEGER NOT NULL REFERENCES annotators(id),
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    pass INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (annotator_id, pair_id, pass)
) WITHOUT ROWID;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    annotator_id INTEGER REFERENCES annotators(id),
    pair_id INTEGER REFERENCES pairs(id),
    kind TEXT NOT NULL,
    data TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
);
CREATE INDEX events_annotator ON events(annotator_id, kind, pair_id);
"""

# A revision is the head of its (annotator, pass, pair) when no other has a higher (seq, id); the blind head
# is the same among the revisions made before a reveal. A pair whose blind head is labeled is labeled,
# whatever was made of it after the reveal: that is what counts. Whoever inserts a label, the heads follow. A
# label whose id is known is passed over: INSERT OR REPLACE can't replace it, importing again adds nothing.
TRIGGERS = """
CREATE TRIGGER labels_are_append_only_update BEFORE UPDATE ON labels
BEGIN SELECT RAISE(ABORT, 'labels are append-only: add a revision'); END;
CREATE TRIGGER labels_are_append_only_delete BEFORE DELETE ON labels
BEGIN SELECT RAISE(ABORT, 'labels are append-only: add a revision'); END;
CREATE TRIGGER events_are_append_only_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_append_only_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER labels_keep_their_ids BEFORE INSERT ON labels
WHEN EXISTS (SELECT 1 FROM labels WHERE id = new.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER labels_move_heads AFTER INSERT ON labels
BEGIN
    INSERT OR IGNORE INTO heads(annotator_id, pass, pair_id, revision, blind, status)
    VALUES (new.annotator_id, new.pass, new.pair_id, new.number, NULL, new.status);
    UPDATE heads SET revision = new.number
    WHERE annotator_id = new.annotator_id AND pass = new.pass AND pair_id = new.pair_id
      AND (SELECT new.seq > l.seq OR (new.seq = l.seq AND new.id > l.id)
           FROM labels l WHERE l.number = heads.revision);
    UPDATE heads SET blind = new.number
    WHERE new.revealed = 0
      AND annotator_id = new.annotator_id AND pass = new.pass AND pair_id = new.pair_id
      AND (heads.blind IS NULL
           OR (SELECT new.seq > l.seq OR (new.seq = l.seq AND new.id > l.id)
               FROM labels l WHERE l.number = heads.blind));
    UPDATE heads SET status = coalesce(
        (SELECT l.status FROM labels l WHERE l.number = heads.blind AND l.status = 'labeled'),
        (SELECT l.status FROM labels l WHERE l.number = heads.revision))
    WHERE annotator_id = new.annotator_id AND pass = new.pass AND pair_id = new.pair_id;
END;
"""

REBUILD_HEADS = """
DELETE FROM heads;
INSERT INTO heads(annotator_id, pass, pair_id, revision, blind, status)
SELECT annotator_id, pass, pair_id, revision, blind,
       coalesce((SELECT l.status FROM labels l WHERE l.number = blind AND l.status = 'labeled'), status)
FROM (SELECT newest.annotator_id, newest.pass, newest.pair_id, newest.number AS revision, newest.status,
             (SELECT l.number FROM labels l
              WHERE l.pair_id = newest.pair_id AND l.annotator_id = newest.annotator_id
                AND l.pass = newest.pass AND l.revealed = 0
              ORDER BY l.seq DESC, l.id DESC LIMIT 1) AS blind
      FROM (SELECT *, row_number() OVER
                (PARTITION BY annotator_id, pass, pair_id ORDER BY seq DESC, id DESC) AS rank
            FROM labels) AS newest
      WHERE rank = 1);
"""

# What counts of a label are the preference, correctness and criteria of its newest blind revision; notes and
# tags may be added after a reveal and come from the newest revision of all.
VIEWS = """
CREATE VIEW current_labels AS
SELECT l.*, an.name AS annotator, an.kind AS annotator_kind
FROM heads h
JOIN labels l ON l.number = h.revision
JOIN annotators an ON an.id = h.annotator_id;

CREATE VIEW labeled_pairs AS
SELECT p.id AS pair_id, p.hash AS pair,
       (SELECT ps.external_id FROM pair_sources ps WHERE ps.pair_id = p.id AND ps.external_id IS NOT NULL
        ORDER BY ps.source_id DESC LIMIT 1) AS external_id,
       an.name AS annotator, an.kind AS annotator_kind,
       ma.name AS model_a, mb.name AS model_b,
       b.preference, b.strength, b.correctness_a, b.correctness_b, b.criteria,
       c.tags, c.note, c.flagged, b.left_output, b.served_by, b.created_at,
       pr.messages AS prompt, oa.messages AS output_a, ob.messages AS output_b, pr.metadata
FROM heads h
JOIN labels b ON b.number = h.blind
JOIN labels c ON c.number = h.revision
JOIN annotators an ON an.id = h.annotator_id
JOIN pairs p ON p.id = h.pair_id
JOIN prompts pr ON pr.id = p.prompt_id
JOIN outputs oa ON oa.id = p.output_a
JOIN outputs ob ON ob.id = p.output_b
JOIN models ma ON ma.id = oa.model_id
JOIN models mb ON mb.id = ob.model_id
WHERE h.pass = 0 AND b.status = 'labeled';

CREATE VIEW label_tags AS
SELECT l.id AS label_id, l.pair_id, l.annotator_id, l.pass, l.annotator,
       json_extract(t.value, '$.tag') AS tag, json_extract(t.value, '$.side') AS side
FROM current_labels l, json_each(l.tags) t
WHERE l.tags IS NOT NULL;

CREATE VIEW label_criteria AS
SELECT b.id AS label_id, b.pair_id, b.annotator_id, b.pass, an.name AS annotator,
       c.key AS criterion, json_extract(c.value, '$.preference') AS preference,
       json_extract(c.value, '$.strength') AS strength
FROM heads h
JOIN labels b ON b.number = h.blind
JOIN annotators an ON an.id = h.annotator_id, json_each(b.criteria) c
WHERE b.criteria IS NOT NULL AND b.status = 'labeled';
"""
