"""Differences: nothing is lost or invented, and what is marked reads in blocks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.comparing.differences import Change, Differences, differences
from reviewtui.text.comparing.words import tokens

from ..strategies import texts

few_words = st.lists(
    st.sampled_from(["a", "b", "cat", "dog", ".", ",", "\n", "\n\n", "  ", " "]), max_size=40
).map(" ".join)
# What two texts have in common is seldom found by chance: one is made of parts of the other.
pairs_of_texts = st.tuples(few_words, few_words) | st.tuples(texts, texts, texts, texts).map(
    lambda parts: (parts[0] + parts[1] + parts[2], parts[0] + parts[3] + parts[2])
)


def marked(text: str, changes: tuple[Change, ...]) -> str:
    shown, at = "", 0
    for start, end in changes:
        shown += f"{text[at:start]}[{text[start:end]}]"
        at = end
    return shown + text[at:]


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


def without(text: str, changes: tuple[Change, ...]) -> list[str]:
    """The tokens outside of changes."""
    inside = {at for start, end in changes for at in range(start, end)}
    return [text[start:end] for start, end in tokens(text) if start not in inside]


@given(pairs_of_texts)
def test_outside_of_differences_both_say_the_same(pair: tuple[str, str]) -> None:
    left, right = pair
    found = differences(left, right)
    assert without(left, found.left) == without(right, found.right)
    assert bool(found.hunks) == (left != right)


@given(pairs_of_texts)
def test_spans_are_in_order_and_in_the_text(pair: tuple[str, str]) -> None:
    found = differences(*pair)
    for text, changes, lines in (
        (pair[0], found.left, found.lines_left),
        (pair[1], found.right, found.lines_right),
    ):
        for spans in (changes, lines):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(before.end <= after.start for before, after in pairwise(spans))
    for before, after in pairwise(found.hunks):
        assert before.left.end <= after.left.start
        assert before.right.end <= after.right.start


@given(pairs_of_texts)
def test_a_difference_never_halves_a_word(pair: tuple[str, str]) -> None:
    found = differences(*pair)
    for text, changes in ((pair[0], found.left), (pair[1], found.right)):
        edges = {edge for change in changes for edge in change}
        assert not any(start < edge < end for start, end in tokens(text) for edge in edges)


@given(pairs_of_texts)
def test_lines_are_whole(pair: tuple[str, str]) -> None:
    found = differences(*pair)
    for text, lines in ((pair[0], found.lines_left), (pair[1], found.lines_right)):
        for start, end in lines:
            assert start == 0 or text[start - 1] == "\n"
            assert end == len(text) or text[end] == "\n"


@given(pairs_of_texts)
def test_both_directions_have_as_much_in_common(pair: tuple[str, str]) -> None:
    left, right = pair
    found, turned = differences(left, right), differences(right, left)
    assert bool(found.lines_left or found.lines_right) == bool(turned.lines_left or turned.lines_right)
    assert 0 <= found.alike <= 1
    assert (found.alike == 1) == (words_of(left) == words_of(right)) == (turned.alike == 1)


@given(texts)
def test_the_same_text_has_no_differences(text: str) -> None:
    assert differences(text, text) == Differences()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "The [cat] sat on the mat and then it went to sleep.",
            "The [dog] sat on the mat and then it went to sleep.",
        ),
        # A few words between two differences join them.
        (
            "We went to [Paris in the spring] because all of us like it there.",
            "We went to [Rome in late summer] because all of us like it there.",
        ),
        ("It costs [1,234.5] € today.", "It costs [1,234.6] € today."),
        ("call [os.path.join](a)", "call [os.path.split](a)"),
        ("the [well-known] way to go", "the [well-trodden] way to go"),
        ("see [https://a.org/x?y=1] now", "see [https://a.org/x?y=2] now"),
        ("[東京]は日本の首都です", "[大阪]は日本の首都です"),
        ("हम [हिन्दी] में लिखते हैं", "हम [मराठी] में लिखते हैं"),
        ("is it so [👩\u200d💻]", "is it so [👩\u200d🔬]"),
        # What was added is a sentence, a line, an item: not the end of one and the start of the next.
        (
            "The first is red. The last is blue.",
            "The first is red. [The next is green and small.] The last is blue.",
        ),
        ("- one\n- three\n", "- one\n[- two]\n- three\n"),
        # Lines keep their differences apart.
        ("x = [1]\ny = [2]\n", "x = [3]\ny = [4]\n"),
    ],
)
def test_words(left: str, right: str) -> None:
    plain = [re.sub(r"[\[\]]", "", text) for text in (left, right)]
    found = differences(*plain)
    assert (marked(plain[0], found.left), marked(plain[1], found.right)) == (left, right)


def test_lines_in_common_hold_what_stands_between() -> None:
    line = "A line that both texts have in common, long enough."
    left, right = (
        f"old start\n{line}\nred green blue\n{line}!\n",
        f"new start\n{line}\nred white blue\n{line}!\n",
    )
    found = differences(left, right)
    assert marked(left, found.lines_left) == f"[old start]\n{line}\n[red green blue]\n{line}!\n"
    assert marked(right, found.left) == f"[new] start\n{line}\nred [white] blue\n{line}!\n"


def test_texts_that_are_hardly_alike_differ_in_whole_lines() -> None:
    left = "Ingredients:\nTake two cups of flour, add the salt and stir.\nThe end\n"
    right = "Ingredients:\nA pinch and the rest will follow of its own accord, my friend\nThe end\n"
    found = differences(left, right)
    assert marked(left, found.left) == f"Ingredients:\n[{left.splitlines()[1]}]\nThe end\n"
    unrelated = differences("Every morning the trains run late", "Photosynthesis needs light, water and air.")
    assert unrelated.alike == 0
    assert len(unrelated.hunks) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("one line\nand two\n", "one line\r\nand two\r\n"),
        ("one two  three", "one two three"),
        ("one two\nthree", "one\ntwo three"),
        ("a\n\nb", "a\nb"),
        ("   ", ""),
    ],
)
def test_white_space_is_a_difference_where_there_is_no_other(left: str, right: str) -> None:
    found = differences(left, right)
    assert found.hunks
    assert all((left[slice(*hunk.left)] + right[slice(*hunk.right)]).isspace() for hunk in found.hunks)
    assert found.alike == 1
    assert len(differences(f"old {left}", f"new {right}").hunks) == 1


def test_an_indent_is_a_difference_beside_others() -> None:
    left, right = "def f():\n    if x:\n        y()\n    z()", "def g():\n    if x:\n        y()\n        z()"
    found = differences(left, right)
    assert marked(right, found.right) == "def [g]():\n    if x:\n        y()\n    [    ]z()"
    assert marked(right, found.lines_right) == "[def g():]\n    if x:\n        y()\n[        z()]"


def test_an_empty_text_differs_as_a_whole() -> None:
    found = differences("", "two words")
    assert (found.left, found.right, found.alike) == ((), (Change(0, 9),), 0)
    assert found.hunks[0].left == Change(0, 0)


def test_texts_made_to_break_it() -> None:
    word, line = "x" * 10_000, "".join(f"{number} " for number in range(50_000))
    zalgo = ("a" + "\u0301" * 50 + " ") * 500
    assert marked(f"{word} a", differences(f"{word} a", f"{word} b").left) == f"{word} [a]"
    assert len(differences(zalgo, zalgo.replace("\u0301", "\u0302")).hunks) == 1
    assert differences(line, line.replace("777 ", "0 ", 1)).left == (Change(2998, 3001),)
    lines = [f"{number % 97}\n" for number in range(100_000)]
    more = [*lines[:50_000], "new\n", *lines[50_000:]]
    (added,) = differences("".join(lines), "".join(more)).right
    assert "".join(more)[slice(*added)] == "new"
