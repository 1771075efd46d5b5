"""What only one side has: what a reader would check, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.cells import cell_width
from reviewtui.text.comparing.facts import Facts, OneSided, only_one_side, said
from reviewtui.text.display import safe

from ..strategies import texts


def only_left(left: str, right: str = "") -> Facts:
    return only_one_side(left, right).left


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It has 3, then 1,234.5 and -7.", ("3", "1,234.5", "-7")),
        ("5% or 5 kg, $3.50, 20 €, 5-year, 10:30 am", ("5%", "5 kg", "$3.50", "20 €", "5-year", "10:30 am")),
        ("about $93 billion in 2022", ("$93 billion", "2022")),
        ("on March 26, 1973 and 5 May 2020, 2026-03-01", ("March 26, 1973", "5 May 2020", "2026-03-01")),
        ("1. First\n2. Second: 4 of\n 3) Third", ("4",)),
        ("GPT-4 and 3D and COVID-19, v1.2, x86", ()),
        ("٣ كتب", ("٣",)),
        ("3 and 3, 3", ("3",)),
    ],
)
def test_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert only_left(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://a.org/b?c=1, or (http://b.org/d).", ("https://a.org/b?c=1", "http://b.org/d")),
        ("[text](https://a.org/b) and <www.c.org>", ("https://a.org/b", "www.c.org")),
        ("write to ana.b+c@mail.example.org.", ("ana.b+c@mail.example.org",)),
    ],
)
def test_links(text: str, links: tuple[str, ...]) -> None:
    assert only_left(text) == Facts(links=links)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("call `x y`, snake_case and camelCase", ("x y", "snake_case", "camelCase")),
        ("MAX_TOKENS, os.path.join(a), f(), --no-cache", ("MAX_TOKENS", "os.path.join", "f()", "--no-cache")),
        ("word(s) well-known -- a dash --- e.g. (this)", ()),
        ("``` and ``", ()),
    ],
)
def test_symbols(text: str, symbols: tuple[str, ...]) -> None:
    assert only_left(text) == Facts(symbols=symbols)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A capital that only starts a sentence names nothing.
        ("Trains run late. Buses are on time in Paris.", ("Paris",)),
        ("Marie Curie moved to Paris. Curie won.", ("Marie Curie", "Paris")),
        ("The word the. The Hague is nice", ("Hague",)),
        ("As Dr. Smith and J. K. Rowling said", ("Dr Smith", "J K Rowling")),
        ("- **NASA** sent it\n- Rockets fly", ("NASA",)),
        ("## All Of This\nand `This` is Python's", ("Python",)),
        ("```\nclass Foo: Bar\n```\nit is Foo", ("Foo",)),
        ("we met in Москва and Αθήνα", ("Москва", "Αθήνα")),
        ("Er und der Mann gehen mit Anna Schmidt in das Haus", ("Anna Schmidt",)),
        ("I think I know", ()),
        ("so This Line Is All In Capitals Here", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert only_left(text).names == names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1,000 kg", "1000kg"),
        ("5 percent", "5%"),
        ("1⁄2", "1/2"),
        ("https://www.a.org/", "see http://a.org."),
        ("use `numpy` now", "with numpy or without"),
        ("call f()", "call `f`"),
        ("we saw Paris", "Paris is where we were"),
        ("the NASA report", "the nasa report"),
        ("Visit Paris", "we went to Paris"),
    ],
)
def test_the_same_in_other_words_is_not_lacking(left: str, right: str) -> None:
    assert only_left(left, right) == Facts()


def test_each_side_has_its_own() -> None:
    found = only_one_side("In 1998 at Google, see a_b", "In 1999 at Google, see a_b")
    assert found == OneSided(Facts(numbers=("1998",)), Facts(numbers=("1999",)))


@given(texts, texts)
def test_any_texts(left: str, right: str) -> None:
    found = only_one_side(left, right)
    turned = only_one_side(right, left)
    assert (found.left, found.right) == (turned.right, turned.left)
    assert only_one_side(left, left) == OneSided()
    for fact in found.left.all:
        assert fact


FACTS = Facts(("1998", "$93 billion"), ("https://a.org",), ("Marie Curie",), ("a_b",))


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (80, "1998, $93 billion, https://a.org, Marie Curie, a_b"),
        (50, "1998, $93 billion, https://a.org, Marie Curie, a_b"),
        (49, "1998, $93 billion, https://a.org, … +2"),
        (24, "1998, $93 billion, … +3"),
        (12, "1998, … +4"),
        (6, "19… +4"),
        (3, "…"),
        (0, ""),
    ],
)
def test_a_line_of_facts(cells: int, line: str) -> None:
    assert said(FACTS, cells) == line


@given(st.lists(texts.filter(bool), max_size=5), st.integers(0, 40))
def test_a_line_of_facts_fits_and_is_safe(facts: list[str], cells: int) -> None:
    line = said(Facts(names=tuple(facts)), cells)
    assert cell_width(line) <= cells
    assert safe(line) == line
    assert "\n" not in line
    assert bool(line) == bool(facts and cells)


def test_a_sum_with_its_currency_is_the_sum_without() -> None:
    found = only_one_side("Cameras 298.00, in all 437.50", "Cameras €298.00, in all €438.50")
    assert found.left.numbers == ("437.50",)
    assert found.right.numbers == ("€438.50",)
