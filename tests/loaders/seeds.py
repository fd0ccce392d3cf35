"""The two seed articles, analysed, and their gold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from loaders.analyse.light import Light
from loaders.base import Analysis
from loaders.extract.segmentation import analyse

FOLDER = Path(__file__).parents[2] / "seeds"


@cache
def gold() -> dict[str, Any]:
    """The gold annotations as they stand in the file."""
    return dict(json.loads((FOLDER / "gold.json").read_text("utf-8")))


def text_of(seed: str) -> str:
    """The text of a seed article, untouched."""
    return (FOLDER / str(gold()["files"][seed])).read_bytes().decode("utf-8")


@cache
def analysed(seed: str) -> Analysis:
    """A seed article, cut and tagged."""
    return analysis_of(text_of(seed), f"article-{seed}")


def analysis_of(text: str, article_id: str = "article-0123456789abcdef") -> Analysis:
    """A text without a publication date, cut and tagged."""
    return analyse(article_id, text, None, Light())
