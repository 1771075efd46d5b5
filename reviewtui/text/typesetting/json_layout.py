"""JSON on one line, laid out on many: what it says stays as it is written, but for characters that can be
read, where they were escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewtui.text.display import safe
from reviewtui.text.typesetting.highlight import JSON_TOKEN, json_role
from reviewtui.text.typesetting.sheet import Line, Run

_STEP = "  "
# What is nested deeper stays on one line: the indents of 10,000 brackets would be a hundred megabytes.
_DEEPEST = 16

_TOKEN = re.compile(
    rf"{JSON_TOKEN.pattern}|(?P<empty>[{{\[]\s*+[}}\]])|(?P<open>[{{\[])|(?P<close>[}}\]])|(?P<comma>,)|(?P<colon>:)"
    r"|[^\s{}\[\],:\"]++"
)
# Any other escape is passed over, so that a backslash that is escaped itself begins none.
_ESCAPE = re.compile(
    r"\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})|\\u(?P<unit>[0-9a-f]{4})|\\.",
    re.IGNORECASE | re.DOTALL,
)
_PUNCTUATION = frozenset(("empty", "open", "close", "comma", "colon"))


def laid_out(source: str) -> Iterator[Line]:
    """The lines of `source`, indented; numbers, strings and the order of members exactly as written. But
    escapes of characters beyond ASCII are these characters, unless they could not be seen.

    Walks over the tokens and never fails: what is no JSON comes out in odd lines, but whole.
    """
    runs: list[Run] = []
    start = depth = indent = 0
    for found in _TOKEN.finditer(source):
        kind = found.lastgroup
        breaks = depth <= _DEEPEST
        if kind == "close":
            if runs and breaks:
                yield _line(runs, start, indent)
                runs = []
            depth = max(depth - 1, 0)
        if not runs:
            start, indent = found.start(), depth
        runs.append(_run(found))
        if kind == "open":
            depth += 1
        if breaks and kind in ("open", "comma"):
            yield _line(runs, start, indent)
            runs = []
    if runs:
        yield _line(runs, start, indent)


def _run(found: re.Match[str]) -> Run:
    if found.lastgroup is None or found.lastgroup in _PUNCTUATION:
        return Run(": " if found.lastgroup == "colon" else found[0], "code")
    text = found[0]
    if found.lastgroup == "string" and "\\u" in text:
        text = _ESCAPE.sub(_readable, text)
    return Run(text, json_role(found))


def _readable(escape: re.Match[str]) -> str:
    """The character that is meant; the escape, where that is none to be seen, or one of ASCII: those are not
    escaped by chance."""
    units = escape["unit"] or (escape["high"] or "") + (escape["low"] or "")
    # Half of a surrogate pair alone comes out as the replacement character.
    char = bytes.fromhex(units).decode("utf-16-be", "replace")
    seen = char > "\x7f" and char != "\ufffd" and char.isprintable() and safe(char) == char
    return char if seen else escape[0]


def _line(runs: list[Run], start: int, depth: int) -> Line:
    indent = _STEP * depth
    return Line([Run(indent), *runs], start, indent + _STEP)
