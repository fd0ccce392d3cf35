"""Earlier snapshots of a store in a file: each in a file beside it, under the store's name and its own id."""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path

from schema.store.snapshot import is_id


def beside(store: Path, snapshot: str) -> Path:
    """Where a snapshot is kept."""
    return store.with_name(f"{store.name}.{snapshot}")


def kept_beside(store: Path) -> list[Path]:
    """The files of the snapshots that are kept, the last that was written first."""
    found = [path for path in store.parent.glob(f"{glob.escape(store.name)}.*") if is_id(path.suffix[1:])]
    return sorted(found, key=_written, reverse=True)


def _written(path: Path) -> int:
    """When a file was written; one that was removed meanwhile is the oldest."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def keep(store: Path, snapshot: str, scratch: Path) -> None:
    """Gives the snapshot that stands in a store a name of its own too, in one step: it is there from then on, or not at all."""
    scratch.unlink(missing_ok=True)
    try:
        os.link(store, scratch)
    except OSError:  # a disk without hard links
        shutil.copy2(store, scratch)
    scratch.replace(beside(store, snapshot))
    scratch.unlink(missing_ok=True)  # where both names stood for one file already


def prune(store: Path, most: int, newest: str) -> None:
    """Removes what is kept beyond so many, and what the store itself holds."""
    beside(store, newest).unlink(missing_ok=True)
    for path in kept_beside(store)[most:]:
        path.unlink(missing_ok=True)
