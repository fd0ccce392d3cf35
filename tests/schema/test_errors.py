"""The tree of errors: codes and statuses that clients can rely on."""

from __future__ import annotations

import re

import pytest

import schema.errors
from schema.errors import DatelineError, InvalidCursor, NotFound, Unavailable, near, public_errors


def test_each_code_names_one_class() -> None:
    codes = [error.code for error in public_errors()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code) for code in codes)


def test_every_error_has_a_title_a_sentence_and_a_status_of_an_error() -> None:
    for error in public_errors():
        assert error.__doc__
        assert error.title != DatelineError.title
        assert 400 <= error.status < 600


def test_the_drawing_in_the_docstring_shows_every_error() -> None:
    drawn = set(re.findall(r"[A-Z]\w+", schema.errors.__doc__ or ""))
    assert {error.__name__ for error in public_errors()} <= drawn


def test_errors_of_other_packages_are_not_for_clients() -> None:
    class Inner(DatelineError):
        """A failure of a loader."""

    assert Inner not in public_errors()


@pytest.mark.parametrize(("error", "status"), [(NotFound, 404), (InvalidCursor, 404), (Unavailable, 503)])
def test_an_error_carries_its_message_and_details(error: type[DatelineError], status: int) -> None:
    made = error("no", hint="yes", details={"parameter": "cue"})
    assert (made.message, str(made), made.hint, made.details, made.status) == ("no", "no", "yes", {"parameter": "cue"}, status)


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert near("haedline", ["headline", "dek"]) == "Perhaps you meant headline."
    assert near("zzz", ["headline", "dek"]) is None
    assert near("", []) is None
