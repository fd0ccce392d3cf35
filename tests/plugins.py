"""Plug-ins as an installer leaves them: modules with the metadata of a distribution beside them, on the path of one test."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Mapping
from importlib import invalidate_caches
from pathlib import Path

import pytest

WORKED = Path(__file__).parent / "data" / "plugin"


def install(folder: Path, patch: pytest.MonkeyPatch, group: str, parts: Mapping[str, str], distribution: str = "example") -> None:
    """Puts a folder on the path whose metadata names these entry points of a group; its modules are there already."""
    metadata = folder / f"{distribution}-1.2.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2.0\n", encoding="utf-8")
    lines = [f"[{group}]", *(f"{name} = {target}" for name, target in parts.items())]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if str(folder) not in sys.path:
        patch.syspath_prepend(folder)
    for target in parts.values():
        patch.delitem(sys.modules, target.partition(":")[0], raising=False)
    invalidate_caches()


def install_worked(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The worked example, with the entry points that its pyproject.toml declares."""
    shutil.copytree(WORKED / "dateline_transcripts", folder / "dateline_transcripts")
    project = tomllib.loads((WORKED / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for group, parts in project["entry-points"].items():
        install(folder, patch, group, parts, project["name"])
