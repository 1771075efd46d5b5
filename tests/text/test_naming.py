from __future__ import annotations

import pytest

from reviewtui.text.naming import checked_name


@pytest.mark.parametrize(
    "name", ["rude", "made-up source", "日本語", "größer", "x" * 40, "日" * 20, "نمی\u200cخواهم"]
)
def test_a_name_is_taken_without_the_blanks_around_it(name: str) -> None:
    assert checked_name(f" \n{name}\t") == name


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "is empty"),
        (" \u3000\n", "is empty"),
        ("two\nlines", "must stand on one line, without tabs"),
        ("two\u2028lines", "must stand on one line, without tabs"),
        ("a\tb", "must stand on one line, without tabs"),
        ("a\x1b[31mb", "has a character that can't be seen"),
        ("a\u200bb", "has a character that can't be seen"),
        ("\u202eevil", "has a character that can't be seen"),
        ("\u0301", "has a character that can't be seen"),
        ("x" * 41, "is longer than 40 cells"),
        ("日" * 21, "is longer than 40 cells"),
    ],
)
def test_a_name_that_could_not_be_read_is_refused(name: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}$"):
        checked_name(name)


def test_other_names_may_be_longer() -> None:
    assert checked_name("x" * 80, cells=80) == "x" * 80
