"""Markdown as a reader sees it."""

import pytest

from .reader import document, roles, rows


def test_headings_are_told_apart_without_colour() -> None:
    source = "# One *and*\n\nTwo\n---\n\n### Three ###\n\n#### Four\n\n###### Six\n"
    assert rows(source) == [
        *("One and", "═══════", "", "Two", "───", "", "Three", "", "› Four", "", "››› Six"),
    ]
    assert roles(document(source))[:3] == [
        ("One ", "heading"),
        ("and", "heading emphasis"),
        ("═══════", "quiet"),
    ]
    # The rule is as wide as what is shown of the heading, and no wider than the pane.
    assert rows("# 日本")[1] == "════"
    assert rows("# " + "word " * 9, width=20)[-1] == "═" * 20


def test_the_lines_of_a_paragraph_are_kept_and_their_indents() -> None:
    assert rows("First *line*  \n  second\\\n   third\nfourth\n") == [
        "First line",
        "  second",
        "   third",
        "fourth",
    ]
    # In code without fences, too.
    assert rows('Result: *x*\n{\n  "a": [\n      1\n') == ["Result: x", "{", '  "a": [', "      1"]


def test_lists_hang_and_keep_their_numbers() -> None:
    source = "9. nine words that go on\n10. ten\n    - inner\n\n      second paragraph\n\n* loose\n\n* item\n"
    assert rows(source, width=20) == [
        "9. nine words that",
        "   go on",
        "10. ten",
        "    • inner",
        "",
        "      second",
        "      paragraph",
        "",
        "• loose",
        "",
        "• item",
    ]
    assert rows("2) a\n2) b\n-\n- [ ] open\n- [X] done **it**\n  - [ ] sub\n") == [
        *("2) a", "2) b", "• ", "[ ] open", "[X] done it", "    [ ] sub"),
    ]


def test_quotes_have_a_bar_on_each_row() -> None:
    source = "> quoted *words* that go on and on\n>\n> > deeper\n\nAfter\n"
    assert rows(source, width=20) == [
        "│ quoted words that",
        "│ go on and on",
        "│ ",
        "│ │ deeper",
        "",
        "After",
    ]
    assert roles(document(source))[0] == ("│ ", "quote")
    assert rows(">\n") == ["│ "]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[text](http://a.b/c)", "text (http://a.b/c)"),
        ('[text](<a b> "A title")', 'text (a b "A title")'),
        ("[http://a.b](http://a.b)", "http://a.b"),
        ("<http://a.b> <a@b.example>", "http://a.b a@b.example"),
        ("[a](http://пример.рф/%D0%B0?x=ä)", "a (http://пример.рф/%D0%B0?x=ä)"),
        ("[x](javascript:alert(1)) *a*", "[x](javascript:alert(1)) a"),
        ("![a *cat*](cat.png) ![](b)", "[image: a *cat*] (cat.png) [image] (b)"),
        ("[![alt](i.png)](page)", "[image: alt] (i.png) (page)"),
        ("[text][ref] *a*\n\n[ref]: http://a.b", "[text][ref] a\n\n[ref]: http://a.b"),
    ],
)
def test_targets_are_visible_as_written(source: str, shown: str) -> None:
    assert document(source).text.removesuffix("\n") == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**a** &amp; \\*b\\* &copy; ~~c~~ `` `d ``", "a & *b* © c `d"),
        ("<b>*html*</b><br>", "<b>html</b><br>"),
        ("See\n<div>\n*inner*\n</div>", "See\n<div>\ninner\n</div>"),
        ("*a*&NewLine;b&#10;c&Tab;d", "a b c\td"),
        ("*a*\x00\r\x1b[2J&#27;", "a\x00\r\x1b[2J\ufffd"),
        ("2*3*4 and f(a)*g(b)*2, *but* this", "2*3*4 and f(a)*g(b)*2, but this"),
        ("**重点**内容 un**bear**able", "重点内容 unbearable"),
    ],
)
def test_words(source: str, shown: str) -> None:
    assert document(source).text.removesuffix("\n") == shown


@pytest.mark.parametrize(
    "source",
    [
        "$a_1 * b_2 * c$ and \\(x_i\\) and \\[ a_{*}\n  b \\] and $$ x *y* $$",
        "It costs $5 to $10 (or $2-$3).",
        "\\(a \\times b\\) \\[c_1\\]",
    ],
)
def test_mathematics_is_left_alone(source: str) -> None:
    assert document(f"{source} **b**").text == f"{source} b\n"


def test_roles_add_up() -> None:
    assert roles(document("***a** b* ~~`c`~~ [**d**](e)")) == [
        ("a", "emphasis strong"),
        (" b", "emphasis"),
        ("c", "strike code"),
        ("d", "link strong"),
        (" (e)", "link"),
    ]


def test_code_blocks_are_indented_and_keep_their_lines() -> None:
    source = "- item\n\n  ```js\n  const a = 1;\n\n    b()\n  ```\n\n---\n\n    plain *code*\n"
    assert rows(source, width=14) == [
        *("• item", "", "    const a =", "      1;", "", "      b()"),
        *("", "─" * 14, "", "  plain *code*"),
    ]
    assert ("const", "code keyword") in roles(document(source))
    assert ("plain *code*", "code") in roles(document(source))
    # What a fence says beyond a language is part of what was written.
    assert rows("```python title=a.py\nx\n```\n*b*") == ["  python title=a.py", "  x", "b"]


def test_blocks_stand_as_close_as_they_were_written() -> None:
    assert rows("*a*\n- b\n\n\n\nc\n# d\ne") == ["a", "• b", "", "c", "d", "═", "e"]
    assert rows("\n\n*a*\n\n\n") == ["a"]
