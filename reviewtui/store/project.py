"""One project, one file: the only way to the data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reviewtui.domain.errors import ProjectError
from reviewtui.domain.identity import new_id
from reviewtui.store.annotators import Annotators
from reviewtui.store.connection import Transactions, connect_reading, connect_writing, explain
from reviewtui.store.content import Content
from reviewtui.store.drafts import Drafts
from reviewtui.store.events import Events
from reviewtui.store.labels import Labels
from reviewtui.store.queue import Queue
from reviewtui.store.rubrics import Rubrics
from reviewtui.store.sources import Sources

if TYPE_CHECKING:
    from reviewtui.domain.filters import Condition
    from reviewtui.store.clauses import Whose
    from reviewtui.store.counting import Counting
    from reviewtui.store.intake import Intake
    from reviewtui.store.judged import Judged
    from reviewtui.store.listing import Listing
    from reviewtui.store.repeats import Repeats
    from reviewtui.store.results import Results
    from reviewtui.store.second_looks import SecondLooks

INSTRUCTIONS_BETWEEN = 10_000
"""Of SQLite's machine, between two questions whether to give up: well below a millisecond."""


class Store:
    """The project's tables, one room each. Writing methods belong into `with store.transaction():`."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, read_only: bool, snapshot: bool
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.snapshot = snapshot
        """Whether later changes of the file are not seen: this user can't take part in its locking."""
        self._db = connection
        try:
            (self.seed,) = connection.execute("SELECT seed FROM project").fetchone()
        except (sqlite3.DatabaseError, TypeError) as error:
            raise ProjectError(
                f"{path}: this project is damaged ({error})", "Restore it from a backup."
            ) from error
        self.transaction = Transactions(connection, path)
        self.content = Content(connection)
        self.sources = Sources(connection)
        self.queue = Queue(connection)
        self.annotators = Annotators(connection)
        self.rubrics = Rubrics(connection)
        self.labels = Labels(connection)
        self.drafts = Drafts(connection)
        self.events = Events(connection)

    @cached_property
    def intake(self) -> Intake:
        """Imported when pairs come in: most starts of the review screen bring none."""
        from reviewtui.store.intake import Intake

        return Intake(self._db, self.seed)

    @cached_property
    def repeats(self) -> Repeats:
        """Imported where a rubric asks for repeats."""
        from reviewtui.store.repeats import Repeats

        return Repeats(self._db)

    @cached_property
    def results(self) -> Results:
        """Imported when numbers or exports ask for it: the review screen never does."""
        from reviewtui.store.results import Results

        return Results(self._db)

    @cached_property
    def counting(self) -> Counting:
        """Imported when numbers are made of the labels."""
        from reviewtui.store.counting import Counting

        return Counting(self._db)

    @cached_property
    def judged(self) -> Judged:
        """Imported where judge models are compared with people."""
        from reviewtui.store.judged import Judged

        return Judged(self._db)

    @cached_property
    def second_looks(self) -> SecondLooks:
        """Imported when agreement asks for it."""
        from reviewtui.store.second_looks import SecondLooks

        return SecondLooks(self._db)

    def listing(self, whose: Whose, condition: Condition | None = None) -> Listing:
        """The pairs as rows of a list; imported when one is opened."""
        from reviewtui.store.listing import Listing

        return Listing(self._db, self.path, whose, condition)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, seed: str | None = None) -> Self:
        """Open a project to write in; make it where it is missing if `create`. Raises ProjectError.

        `seed` decides the order of pairs and the draws of sides; it is random where none is given.
        """
        if not create and not path.exists():
            raise _missing(path)
        if not path.parent.is_dir():
            raise ProjectError(
                f"{path}: there is no directory {path.parent}", "Make it, or name another place."
            )
        connection = connect_writing(path, create=create)
        if seed is not None:
            connection.execute("UPDATE project SET seed = ? WHERE NOT EXISTS (SELECT 1 FROM pairs)", (seed,))
        return cls(connection, path, read_only=False, snapshot=False)

    @classmethod
    def open_to_read(cls, path: Path) -> Self:
        """Open a project that is not changed; a snapshot where its directory can't be written."""
        if not path.exists():
            raise _missing(path)
        connection, snapshot = connect_reading(path)
        return cls(connection, path, read_only=True, snapshot=snapshot)

    def give_up_when(self, stopped: Callable[[], bool]) -> None:
        """Long statements ask `stopped` as they go; once it says so they fail with sqlite3's
        OperationalError, as `explain` words it. For a reader in a thread of its own."""
        self._db.set_progress_handler(stopped, INSTRUCTIONS_BETWEEN)

    def backup(self, target: Path) -> None:
        """Write a whole, compact copy of a project that may be in use. The target must not exist."""
        if target.exists():
            raise ProjectError(f"{target}: exists already", "Name a file that does not exist yet.")
        partial = target.with_name(f".{target.name}-{new_id()}.tmp")
        # SQLite takes the copy for a write, and leaves an empty file where it fails.
        self._db.execute("PRAGMA query_only = OFF")
        try:
            self._db.execute("VACUUM INTO ?", (str(partial),))
            partial.replace(target)
        except sqlite3.DatabaseError as error:
            raise explain(error, target) from error
        finally:
            partial.unlink(missing_ok=True)
            self._db.execute(f"PRAGMA query_only = {int(self.read_only)}")

    def close(self) -> None:
        """Empty the write-ahead log into the file, so that the one file is whole, and close it."""
        if not self.read_only:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except sqlite3.DatabaseError as closing:
            if error is None:
                raise explain(closing, self.path) from closing
        if isinstance(error, sqlite3.DatabaseError):
            raise explain(error, self.path) from error


def _missing(path: Path) -> ProjectError:
    return ProjectError(
        f"{path}: there is no such project", "Make it with: reviewtui import FILE --db NAME.db"
    )
