"""Where a project lies: beside its first source, or in the user's data directory."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

SUFFIX = ".review.db"

NETWORK_FILE_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2",
    "smb3", "smbfs",
}  # fmt: skip
"""Where SQLite's write-ahead log can't be relied on, as /proc/mounts names them."""


def beside(source: Path) -> Path:
    """`pairs.jsonl` has its project in `pairs.review.db`."""
    return source.with_name(source.stem + SUFFIX)


def in_data_directory(source: Path) -> Path:
    """Under `$XDG_DATA_HOME/reviewtui`. Sources of one name in two directories get two projects."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    directory = hashlib.sha256(os.fsencode(source.resolve().parent)).hexdigest()[:8]
    return home / "reviewtui" / f"{source.stem}-{directory}{SUFFIX}"


def default_project(source: Path) -> Path:
    """A source's project: the one there is beside it or in the data directory, else where one can be made."""
    near, far = beside(source), in_data_directory(source)
    if near.exists():
        return near
    if far.exists():
        return far
    if os.access(near.parent, os.W_OK) and not on_network_disk(near.parent):
        return near
    return far


def on_network_disk(directory: Path) -> bool:
    """Whether a directory lies on a network file system. Known on Linux alone; elsewhere: no."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(directory.resolve(), mounts) in NETWORK_FILE_SYSTEMS


def file_system_of(directory: Path, mounts: str) -> str:
    """The file system of the innermost mount that holds a directory, from the text of /proc/mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The kernel writes a space in a path as \040.
        mount = Path(fields[1].replace("\\040", " "))
        if directory.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), fields[2]
    return kind
