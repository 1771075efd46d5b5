"""Whole texts: what is kept whatever they hold, and what little is done for a screenful."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reviewtui.text.typesetting.markdown as markdown
from reviewtui.text.typesetting.typeset import typeset

from ..strategies import texts
from .reader import document, roles, rows

MARKS = [
    *(
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "```",
        "```python",
        "~~~",
        "    ",
        "  ",
        "\n",
        "\n\n",
        "---",
    ),
    *(
        "**",
        "*",
        "_",
        "`",
        "~~",
        "[",
        "](",
        ")",
        "![",
        "<http://a.b>",
        "|",
        "|--|:-:|\n",
        "| a | b |\n",
        "\\",
    ),
    *(
        "$",
        "$$",
        "\\(",
        "\\]",
        "&amp;",
        "&#10;",
        "&NewLine;",
        "- [ ] ",
        "<b>",
        "\r\n",
        "\t",
        "{",
        '"',
        "}",
        "+a",
    ),
    *(
        "word ",
        "another one ",
        "日本語",
        "def f(x):",
        "@@ -1 +1 @@\n",
        "===",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n\n    ",
    ),
]
markdownish = st.lists(st.sampled_from(MARKS) | texts, max_size=40).map("".join)


def heavy(characters: int) -> str:
    """Text of which everything is marked up."""
    section = (
        "## Section\n\nSome **bold** words, *emphasis*, `code`, a [link](https://example.org/).\n\n"
        "1. **First**: an item\n   - nested\n2. second\n\n| name | value |\n|---|--:|\n| a | 1 |\n\n"
        "```python\ndef f(x: int) -> int:\n    return x\n```\n\n> A quote.\n\n"
    )
    return (section * (characters // len(section) + 1))[:characters]


def prose(paragraphs: int) -> str:
    return "Nothing but words, so that a reader's eye (and a parser) has an easy time of it.\n\n" * paragraphs


@given(markdownish, st.integers(1, 90))
def test_pieces_fit_together(source: str, width: int) -> None:
    pieces = list(typeset(source, width))
    for piece in pieces:
        edges = [0, *(edge for span in piece.spans for edge in span[:2]), len(piece.text)]
        assert edges == sorted(edges)
        edges = [0, *(edge for hang in piece.hangs for edge in hang[:2]), len(piece.text)]
        assert edges == sorted(edges)
        assert all(span.start < span.end and span.role for span in piece.spans)
        assert all(hang.prefix and "\n" not in piece.text[hang.start : hang.end] for hang in piece.hangs)
        assert 0 <= piece.source <= len(source)
    assert all(piece.text.endswith("\n") for piece in pieces[:-1])
    assert all(before.source < after.source for before, after in pairwise(pieces))


@given(st.lists(st.sampled_from(["word", "Über", "x2", "日本", "(aside)", "end."]), min_size=1), st.data())
def test_no_word_is_lost(words: list[str], data: st.DataObject) -> None:
    between = data.draw(
        st.lists(st.sampled_from([" ", "\n", "\n\n", " *a* ", "\n\n- ", "\n\n> "]), min_size=1)
    )
    source = "".join(word + between[at % len(between)] for at, word in enumerate(words))
    shown = document(source).text
    assert re.findall(r"\w+", shown) == re.findall(r"\w+", source)


@given(
    st.lists(
        st.sampled_from(["Words of prose. ", "a, b", "\n", "\n\n", "  ", "it’s 5 € ", "2 + 2"]), max_size=60
    )
)
def test_without_markdown_the_text_is_as_written(parts: list[str]) -> None:
    source = "".join(parts)
    assert document(source).text == source
    assert document(source).spans(0, len(source)) == []


def test_prose_loads_no_parser() -> None:
    code = (
        "import sys\n"
        "from reviewtui.text.typesetting.typeset import typeset\n"
        f"shown = ''.join(piece.text for piece in typeset({prose(600)!r}, 60))\n"
        "print(len(shown), {'markdown_it', 'pygments'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(prose(600))), "set()"]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the texts that the parser was given."""
    lengths: list[int] = []
    parse = markdown._Parser.parse

    def counted(self: markdown._Parser, src: str, *rest: object) -> object:
        lengths.append(len(src))
        return parse(self, src, *rest)

    monkeypatch.setattr(markdown._Parser, "parse", counted)
    return lengths


def test_a_screenful_of_a_long_text_is_a_few_segments(parsed: list[int]) -> None:
    shown = 0
    for piece in typeset(heavy(1_000_000), 60):
        shown += len(piece.text)
        if shown >= 4000:
            break
    assert 4000 <= shown < 12_000
    assert sum(parsed) < 8000


@pytest.mark.parametrize(
    "source",
    [
        *(
            mark * (100_000 // len(mark))
            for mark in ("> ", "- ", "[", "*", "`", "\\(", "$a $", "|", "![", "<a:")
        ),
        *(
            (mark * 1500 + "\n") * 30
            for mark in ("> ", "- ", "[", "*a ", "_a", "[a](", "`a", "&a", "![a](b) ")
        ),
        *(
            mark * (100_000 // len(mark))
            for mark in ("```\n", "~~~\n~~~~\n", "\\[\n", "$$\n", "***\n", "\n", "a\n=")
        ),
        "".join(" " * 2 * depth + "- a\n" for depth in range(300)),
        "|a" * 250 + "|\n" + "|-" * 250 + "|\n" + "|\n" * 40_000,
        "|" + "h" * 7000 + "|b|\n|--|--|\n" + "|a|b|\n" * 10_000,
        *("[" * 100_000 + "]", '["' + '\\"' * 50_000 + "]", '["' * 50_000 + "]", '{"a":' * 20_000 + "}"),
        "def f(x):\n" + '"' + '\\"' * 50_000,
    ],
    ids=lambda source: repr(source[:12]),
)
def test_hostile_texts_are_read_in_bounded_parts(source: str, parsed: list[int]) -> None:
    shown = sum(len(piece.text) for piece in typeset(source, 60))
    assert max(parsed, default=0) <= 16_384
    # Tables carry their head of at most a part along.
    assert sum(parsed) <= 3 * len(source)
    assert 0 < shown <= 40 * len(source)


def test_what_is_nested_too_deep_is_shown_as_written() -> None:
    source = "> " * 60 + "deep *down*\n"
    assert document(source).text == source


def test_the_place_is_kept_between_written_and_typeset() -> None:
    source = heavy(50_000).replace("Some", "Here", 120).replace("Here", "Some", 119)
    made = document(source)
    there, shown = source.index("Here"), made.text.index("Here")
    assert abs(made.offset_of(there) - shown) < 1000
    assert abs(made.source_of(shown) - there) < 1000


def test_code_json_and_diffs_need_no_fence() -> None:
    assert ("def", "code keyword") in roles(document("import os\n\ndef f(x):\n    return os.getcwd()\n"))
    assert rows('{"name": "value", "list": [1, 2.50, "and more of it"], "empty": {}, "long enough": true}')[
        :3
    ] == [
        "{",
        '  "name": "value",',
        '  "list": [',
    ]
    assert roles(document("--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n"))[-2:] == [
        ("-old", "code deleted"),
        ("+new", "code inserted"),
    ]


def test_segments_meet_as_they_were_written() -> None:
    source = "Plain.\n\n```\ncode\n```\nDirectly *behind*.\n\n```\nmore\n```\n\n\n\n# End\n"
    assert rows(source) == [
        *("Plain.", "", "  code", "Directly behind.", "", "  more", "", "End", "═══"),
    ]
    assert document("").text == ""
