"""Roles of code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.typesetting import highlight as module
from reviewtui.text.typesetting.highlight import code_lines, highlight

from ..strategies import texts

LANGUAGES = [
    "",
    "python",
    "js",
    "json",
    "diff",
    "html",
    "bash",
    "sql",
    "no-such-language",
    "C++",
    "__proto__",
    "../x",
]


@given(texts, st.sampled_from(LANGUAGES))
def test_code_is_kept_whatever_it_is(text: str, language: str) -> None:
    runs = list(highlight(text, language))
    assert "".join(run.text for run in runs) == text
    assert {run.role.split()[0] for run in runs} <= {"code"}


def named(text: str, language: str) -> list[tuple[str, str]]:
    return [
        (run.text.rstrip("\n"), run.role.removeprefix("code "))
        for run in highlight(text, language)
        if run.role != "code"
    ]


def test_tokens_have_roles() -> None:
    assert named('def f(x):  # why\n    return "a" + 1\n', "Python") == [
        ("def", "keyword"),
        ("f", "name"),
        ("# why", "comment"),
        ("return", "keyword"),
        *((part, "string") for part in ('"', "a", '"')),
        ("1", "number"),
    ]
    assert named('{"a": "b\\"", "c": [-1.5e3, null]} "open', "json") == [
        *(('"a"', "name"), ('"b\\""', "string"), ('"c"', "name"), ("-1.5e3", "number"), ("null", "keyword")),
        ('"open', "string"),
    ]
    assert named("diff --git a b\n--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n--- c\n d\n", "diff") == [
        *(("diff --git a b", "strong"), ("--- a", "strong"), ("+++ b", "strong"), ("@@ -1 +1 @@", "quiet")),
        *(
            ("-a", "deleted"),
            ("+b", "inserted"),
            ("--- c", "deleted"),
        ),
    ]


def test_a_lexer_that_fails_leaves_plain_code(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lexer:
        def get_tokens_unprocessed(self, text: str) -> object:
            from pygments.token import Token

            yield 0, Token.Keyword, "de"
            yield 90, Token.Keyword, "beyond the text"
            raise RecursionError

    monkeypatch.setattr(module, "_lexer", lambda name: Lexer())
    runs = list(highlight("def f(): pass", "python"))
    assert "".join(run.text for run in runs) == "def f(): pass"
    assert (runs[0].text, runs[0].role) == ("de", "code keyword")


def test_long_code_is_plain() -> None:
    assert {run.role for run in highlight("def f(): pass\n" * 5000, "python")} == {"code"}


def test_lines_know_where_they_come_from() -> None:
    text = "a = 1\n\nb\n"
    lines = list(code_lines(text, "python", source=10))
    assert ["".join(run.text for run in line.runs) for line in lines] == ["a = 1", "", "b"]
    assert [line.source for line in lines] == [10, 16, 17]
    assert ["".join(run.text for run in line.runs) for line in code_lines("x", "js file.js")] == [
        "js file.js",
        "x",
    ]
