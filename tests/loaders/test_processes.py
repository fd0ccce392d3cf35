"""Documents are worked on in other processes as they are here; one that its process does not survive costs only itself."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from functools import partial

import pytest

from loaders.base import Document, Rejected
from loaders.engine import batched
from loaders.processes import Processes, WorkersLost, cores
from loaders.work import Outcome, Recipe, Work, checksum
from schema.errors import DatelineError, InvalidValue

SENTENCE = "Mayor Anna Berg said on Monday that bridge number {} in Lisbon would open again."


def refused(parent: int, document: Document) -> Outcome:
    """Does what a document says to its process, and refuses it."""
    if os.getpid() == parent:
        raise AssertionError("a worker is a process of its own")
    if document.content == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif document.content == b"exit":
        os._exit(3)
    elif document.content == b"hang":
        time.sleep(60)
    elif document.content == b"error":
        raise InvalidValue("nothing holds", hint="Hold it.")
    return Outcome(document.name, checksum(document), Rejected(document.name, "READ", ""))


@dataclass(frozen=True, slots=True)
class Refusing(Recipe):
    """What makes work that refuses."""

    parent: int = 0

    def work(self) -> Work:
        """The work."""
        return partial(refused, self.parent)


@dataclass(frozen=True, slots=True)
class Dying(Recipe):
    """What cannot be made elsewhere."""

    def work(self) -> Work:
        """Nothing."""
        os._exit(1)


def codes(*contents: bytes, workers: int = 2, slowest_s: float = 30.0) -> dict[str, str]:
    """How documents with these contents end."""
    engine = Processes(Refusing((), parent=os.getpid()), workers, slowest_s)
    documents = [Document(f"{number}-{content.decode()}", content) for number, content in enumerate(contents)]
    found = list(engine.outcomes(batched(documents)))
    assert sorted(one.document for one in found) == sorted(one.name for one in documents)
    return {one.document: one.found.code for one in found if isinstance(one.found, Rejected)}


def test_documents_become_the_same_in_other_processes() -> None:
    documents = [Document(f"{number}", SENTENCE.format(number).encode()) for number in range(40)]
    recipe = Recipe((), loader="text")
    work = recipe.work()
    found = {one.document: one for one in Processes(recipe, 2).outcomes(batched(documents))}
    assert {name: (one.checksum, one.found) for name, one in found.items()} == {
        one.name: (checksum(one), work(one).found) for one in documents
    }


def test_what_kills_its_process_is_found_among_others_and_told() -> None:
    contents = [b"good"] * 20
    contents[3], contents[4], contents[17] = b"kill", b"exit", b"kill"
    found = codes(*contents)
    assert {name for name, code in found.items() if code == "CRASHED"} == {"3-kill", "4-exit", "17-kill"}
    assert {code for name, code in found.items() if name.endswith("good")} == {"READ"}


def test_how_a_process_ended_is_told() -> None:
    engine = Processes(Refusing((), parent=os.getpid()), 1)
    found = [one.found for one in engine.outcomes([(Document("a", b"kill"),), (Document("b", b"exit"),)])]
    assert [one.reason for one in found if isinstance(one, Rejected)] == [
        "a ended its process (signal 9).",
        "b ended its process (exit code 3).",
    ]


def test_what_takes_for_ever_is_ended() -> None:
    assert codes(b"hang", slowest_s=1.0) == {"0-hang": "TOO_SLOW"}


def test_what_stops_a_load_stops_it_here() -> None:
    with pytest.raises(InvalidValue, match="nothing holds") as caught:
        codes(b"good", b"error")
    assert isinstance(caught.value, DatelineError)
    assert caught.value.hint == "Hold it."


def test_processes_that_cannot_begin_reject_nothing() -> None:
    with pytest.raises(WorkersLost, match="before it began"):
        list(Processes(Dying(()), 1).outcomes(batched([Document("one", b"good")])))


def test_nothing_to_do_starts_no_process() -> None:
    assert list(Processes(Dying(()), 2).outcomes([])) == []
    assert cores() >= 1
