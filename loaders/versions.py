"""Which articles are versions of one that was published before, and which are copies of others.

An article that comes from an address where the last snapshot has another one, or that its publisher knows by the same guid, is its new
version. Of versions that come in together only their times of capture tell which is newer. Where that is open, nothing is replaced: two
articles may share an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from loaders.sketch import are_copies, unpacked
from schema.store.versions import Original, Version, Versions

HASHES = 8
"""How many of the smallest hashes of an article find those that are like it: one of them at least is shared by .98 of copies."""
COMPARED = 8
"""With how many articles of each hash it is compared: so the time grows with the number of articles, even where many share a phrase."""


_GLOBAL = re.compile(r"(?:urn|tag|info|doi|ark|hdl|newsml):\S+", re.IGNORECASE)
"""Identifiers that name one thing wherever they stand."""
_WEB = re.compile(r"https?:", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


class Replaced(NamedTuple):
    """An article that leaves the snapshot, and the one that takes its place."""

    old: Version
    by: Version


def address(url: str | None) -> str | None:
    """An address as what tells an article; None where it is that of a whole site."""
    parts = urlsplit(url) if url else None
    return url if parts and (parts.path.strip("/") or parts.query) else None


def identity(guid: str | None, publisher: str | None) -> str | None:
    """A guid as what tells an article: by itself where it is one anywhere, else among those of one publisher, where it has a digit."""
    if not guid or _GLOBAL.fullmatch(guid):
        return guid
    if _WEB.match(guid):
        return address(guid)
    return f"{publisher} {guid}" if publisher and _DIGIT.search(guid) else None


def keys(article: Mapping[str, Any]) -> list[str]:
    """What an article shares with its versions."""
    found = [address(article["url"]), identity(article["guid"], article["publisher"])]
    return [f"{kind} {key}" for kind, key in zip(("url", "guid"), found, strict=True) if key]


def replaced(versions: Sequence[Version]) -> Iterator[Replaced]:
    """Which of the articles of one address or guid are replaced, each by the next version; none where their order is open.

    Articles that their publishers know by different guids are no versions of each other.
    """
    if len({one.guid for one in versions} - {None}) > 1:
        return
    old, new = [one for one in versions if one.is_old], [one for one in versions if not one.is_old]
    captured = [one.captured for one in versions if one.captured]
    if len({*captured}) == len(versions):
        ordered = sorted(versions, key=lambda one: str(one.captured))
    elif len(old) == len(new) == 1:
        ordered = [*old, *new]
    else:
        return
    yield from (Replaced(one, by) for one, by in pairwise(ordered))


def find_copies(versions: Versions, record: str) -> None:
    """Finds which articles are copies. Each goes by the first that was published; those without a date stand behind the others."""
    for article, content in versions.articles(record):
        if sketch := unpacked(content):
            near, own = versions.near(sketch[:HASHES], COMPARED), {*sketch}
            originals = (one.original for one in near if are_copies(own, {*unpacked(one.sketch)}))
            versions.enter(article, Original(content, next(originals, article)), sketch[:HASHES])
