"""Opening the file: for writing, for reading, or as a snapshot where nothing can be written beside it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewtui.domain.errors import ProjectError
from reviewtui.store import schema

BUSY_SECONDS = 15.0
"""How long a writer waits for another: an import commits in batches that are far shorter."""

SHORT_WAIT_S = 0.05

SQLITE_MAGIC = b"SQLite format 3\x00"


def is_database(path: Path) -> bool:
    """Whether a file is a SQLite database, by its first bytes; an unreadable or missing one is not."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False


def connect_writing(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a project to write in; `create` makes it of a missing or an empty file. Raises ProjectError."""
    with _explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare_writing(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare_writing(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    version = _version(connection, path, may_be_new=create)
    if version == 0:
        connection.execute(f"PRAGMA page_size = {schema.PAGE_SIZE}")
    if _write_ahead_log(connection) != "wal":
        raise ProjectError(
            f"{path}: this file system does not support SQLite's write-ahead log",
            "Name a project on a local disk with --db.",
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < schema.VERSION:
        from reviewtui.store.migrations import migrate

        # Of two processes that make the same project at once, the second finds it made.
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection)
        connection.execute("COMMIT")


def _write_ahead_log(connection: sqlite3.Connection) -> str:
    """Turn it on. SQLite does not wait for another process that is just doing the same."""
    for _ in range(int(BUSY_SECONDS / SHORT_WAIT_S)):
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(SHORT_WAIT_S)  # there is nothing to wait for that would tell when the other is done
    return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])


def connect_reading(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open a project to read. Returns the connection and whether it is a snapshot: then no later change
    is seen, since this user can't take part in the file's locking. Raises ProjectError."""
    with _explained(path):
        try:
            # Not mode=ro: such a reader can't take away the log's files when it is the last to leave.
            return _connect_to_read(path, "mode=rw"), False
        except sqlite3.OperationalError as error:
            unwritable = any(words in str(error) for words in ("readonly", "unable to open"))
            if not unwritable or _has_unread_log(path):
                raise
            return _connect_to_read(path, "immutable=1"), True


def _connect_to_read(path: Path, options: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?{options}"
    connection = sqlite3.connect(uri, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        _version(connection, path, may_be_new=False)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _has_unread_log(path: Path) -> bool:
    """Whether the newest labels are still in the write-ahead log, which a snapshot would not show."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _version(connection: sqlite3.Connection, path: Path, *, may_be_new: bool) -> int:
    application, version, tables = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id),"
        " (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)"
    ).fetchone()
    if may_be_new and tables == 0:
        return 0
    if application != schema.APPLICATION_ID:
        raise ProjectError(
            f"{path}: this SQLite file is not a project of reviewtui",
            "Name the project's file, or another with --db.",
        )
    if version > schema.VERSION:
        raise ProjectError(
            f"{path}: made by a newer reviewtui (schema {version}; this one knows {schema.VERSION})",
            "Upgrade reviewtui; the file was not touched.",
        )
    return int(version)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error


def explain(error: sqlite3.DatabaseError, path: Path) -> ProjectError:
    """What a failure of SQLite means for the person who runs the program."""
    reason = str(error)
    if "not a database" in reason or "malformed" in reason:
        return ProjectError(
            f"{path}: not a SQLite database, or damaged ({reason})", "Restore it from a backup."
        )
    if "readonly" in reason or "unable to open" in reason:
        return ProjectError(
            f"{path}: can't be opened or written here ({reason})",
            "Check the permissions of the file and its directory, or name another project with --db.",
        )
    if "locked" in reason:
        return ProjectError(
            f"{path}: another program has locked it for too long", "Try again when it has finished."
        )
    if "disk is full" in reason:
        return ProjectError(
            f"{path}: the disk is full", "Free some space; every label before this one is saved."
        )
    return ProjectError(f"{path}: SQLite failed: {reason}", "The labels committed so far are in the file.")


class Transactions:
    """Nestable write transactions of one connection: the outermost commits, an error rolls all back.

    What SQLite can't do (a full disk, a lock that is not given up) is raised as a ProjectError.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._depth = 0
        self._thread = threading.get_ident()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        assert threading.get_ident() == self._thread, "a connection stays in its thread"
        if self._depth:
            yield
            return
        with _explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself where the disk was full.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
