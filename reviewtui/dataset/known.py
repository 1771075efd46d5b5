"""Whether files need to be read at all. Imports no more than the start of the screen can afford."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from reviewtui.dataset.fields import FieldMap
from reviewtui.store import Store


def source_name(path: Path) -> str:
    """What the project calls a file: its name alone, as text that every database and JSON can hold."""
    return printable(path.name)


def printable(path: Path | str) -> str:
    """A path as text: bytes of it that are no UTF-8 show as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def signature(kind: str, mapping: FieldMap, joined: Collection[str] = ()) -> str:
    """How a source's rows were read, as `sources.layout` records it: `paired`, `paired(prompt=q)`.

    What comes of a file of outputs depends on the files it was joined with, so `joined` names them all.
    """
    parts = [" + ".join(sorted(joined))] if joined else []
    parts += [f"{target}={path.text}" for target, path in sorted(mapping.items())]
    return f"{kind}({', '.join(parts)})" if parts else kind


def already_imported(store: Store, files: Sequence[Path], mapping: FieldMap) -> bool:
    """Whether all these files were imported in this way and have not changed since, by name, size and time
    of change. A file that can't be looked at is not; importing it will say why."""
    to_join: list[tuple[str, set[str]]] = []
    alone = {signature("paired", mapping), signature("labels", {})}
    for path in dict.fromkeys(files):
        try:
            status = path.stat()
        except OSError:
            return False
        name = source_name(path)
        known = store.sources.unchanged(name, status.st_size, status.st_mtime_ns)
        layouts = {source.layout for source in known}
        if not layouts & alone:
            to_join.append((name, layouts))
    joined = signature("outputs", mapping, [name for name, _ in to_join])
    return all(joined in layouts for _, layouts in to_join)
