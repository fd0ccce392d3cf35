"""Fails where a package is covered less than its floor: `python -m tests.coverage REPORT`, a report of coverage.py in JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

FLOORS = {"schema": 98.0, "api": 98.0, "loaders": 93.0}
"""The least share of lines and branches, in per cent, that the suite must run."""


def shares(report: Path) -> dict[str, float]:
    """The share of lines and branches that ran, by package."""
    ran: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for name, file in json.loads(report.read_bytes())["files"].items():
        package, summary = Path(name).parts[0], file["summary"]
        ran[package] += summary["covered_lines"] + summary["covered_branches"]
        whole[package] += summary["num_statements"] + summary["num_branches"]
    return {package: 100 * ran[package] / whole[package] for package in whole}


def main(report: str) -> int:
    """Prints the shares and returns 1 where one is below its floor."""
    found = shares(Path(report))
    for package, floor in FLOORS.items():
        sys.stdout.write(f"{package}: {found[package]:.1f} % of lines and branches, at least {floor:g} %\n")
    return int(any(found[package] < floor for package, floor in FLOORS.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
