"""Numbered migrations. Imported only for a new or an older file: it brings sqlite-utils in."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from reviewtui.store import derived, schema
from reviewtui.store.clock import now
from reviewtui.store.counting import without_line
from reviewtui.store.intake import PUT_LINE

migrations = Migrations("reviewtui")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to `schema.VERSION`. Each migration is atomic; two processes may try at once."""
    migrations.apply(Database(connection))


def statements(script: str) -> Iterator[str]:
    """The single statements of a script: `executescript` would commit the migration's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@migrations(name="0001_the_first_schema")
def _first_schema(db: Database) -> None:
    for script in (schema.TABLES, schema.TRIGGERS, schema.VIEWS):
        for statement in statements(script):
            db.execute(statement)
    db.execute("INSERT INTO project VALUES (1, ?, 1, ?)", [secrets.token_hex(8), now()])
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations(name="0002_what_results_read")
def _what_results_read(db: Database) -> None:
    for script in (derived.TABLES.format(temporary=""), derived.TRIGGERS, derived.FILL_LABELS):
        for statement in statements(script):
            db.execute(statement)
    db.conn.executemany(PUT_LINE, without_line(db.conn))
    db.execute("UPDATE project SET schema_version = 2")
    db.execute("PRAGMA user_version = 2")
