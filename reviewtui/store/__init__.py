"""The project's SQLite file. The only place with SQL."""

from reviewtui.store.connection import is_database
from reviewtui.store.project import Store

__all__ = ["Store", "is_database"]
