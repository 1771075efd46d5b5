"""From a rubric to the text of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from reviewtui.domain.messages import Json
from reviewtui.domain.rubric import Rubric

# TOML refuses raw control characters. The others are escaped because this text is printed as well, and a
# terminal may act on them: C1 controls, bidirectional and other invisible format characters, separators.
_ESCAPED = re.compile(
    r"[\\\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def template() -> str:
    """A commented rubric file: the default rubric, with guidelines to fill in."""
    return files("reviewtui.rubric").joinpath("template.toml").read_text(encoding="utf-8")


def dumps(rubric: Rubric) -> str:
    """TOML that loads to this rubric again."""
    document = rubric.document()
    tables = {key: document.pop(key) for key in ("criteria", "tags") if key in document}
    sections = {key: document.pop(key) for key in ("plan", "costs") if key in document}
    # In TOML, what stands behind a table's head belongs to the table.
    return (
        _keys(document)
        + "".join(f"\n[[{key}]]\n{_keys(table)}" for key, listed in tables.items() for table in listed)
        + "".join(_section(key, table) for key, table in sections.items())
    )


def _section(name: str, table: Mapping[str, Json]) -> str:
    """A table, its own tables behind it."""
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    own = {key: value for key, value in table.items() if key not in inner}
    tables = (f"\n[{name}.{key}]\n{_keys(value, quoted=True)}" for key, value in inner.items())
    return (f"\n[{name}]\n{_keys(own)}" if own else "") + "".join(tables)


def _keys(table: Mapping[str, Json], *, quoted: bool = False) -> str:
    """`quoted`: the keys are names that people made up."""
    return "".join(f"{_text(key) if quoted else key} = {_value(value)}\n" for key, value in table.items())


def _value(value: Json) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            return _text(value)


def _text(value: str) -> str:
    text = _ESCAPED.sub(_escape, value)
    if "\n" not in text:
        return '"' + text.replace('"', '\\"') + '"'
    # Three quotes end the text, and so would quotes that stand right before those that do.
    text = re.sub(r'""(?=")|"$', lambda quotes: quotes[0].replace('"', '\\"'), text)
    return f'"""\n{text}"""'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char == "\\":
        return "\\\\"
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
