"""What kind of text one is: JSON, a diff or code that stands without fences, or else Markdown.

Judged by a bounded look, carefully: code shown as prose reads badly, but prose shown as code misleads.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from reviewtui.text.typesetting.highlight import JSON_TOKEN

_LOOK = 4096
# JSON on one line that is easily read as it is.
_SHORT_LINE = 80
_LINES = 60


class Kind(Enum):
    MARKDOWN = auto()
    CODE = auto()
    ONE_LINE_JSON = auto()


class Recognised(NamedTuple):
    """A kind and, of code, the language: empty where it is not known."""

    kind: Kind
    language: str = ""


_MARKDOWN = Recognised(Kind.MARKDOWN)

_JSON_START = re.compile(r'\s*+(?:\{\s*+(?:"|\}\s*+\Z)|\[\s*+(?:[{\["\-\d]|true|false|null|\]\s*+\Z))')
_JSON_PART = re.compile(rf"[\s{{}}\[\],:]++|{JSON_TOKEN.pattern}")

_DIFF = re.compile(
    r"\s*+(?:diff --git |Index: [^\n]*\n=|--- [^\n]*\n\+\+\+ [^\n]*\n@@ -|@@ -\d+(?:,\d+)? \+\d+)"
)

_SHEBANG = re.compile(r"\s*+#!\s*/\S*/(?:env\s+)?(python|bash|sh|zsh|ruby|perl)")
_TAG = re.compile(r"[ \t]*+</?[a-z][\w-]*(?:\s[^<>]*)?/?>")
_MARKUP = re.compile(r"\s*+(?:<\?xml\b|<!doctype html|<html\b|<svg\b)", re.IGNORECASE)

# What lines begin with that hardly any prose has, by language.
_SIGNS = {
    "python": (
        r"(?:async )?def \w+\(.*:\s*$",
        r"class \w+(?:\(.*\))?:\s*$",
        r"from [\w.]+ import \w",
        r"import [\w.]+(?: as \w+)?$",
        r"for [\w, ]+ in \S+:$",
        r"(?:if|elif|while|with) .*[()=<>.\[_].*:$",
        r"except\b.*:$",
        r"(?:return|raise|yield) .*[\w)\]]$",
        r"print\(",
        r"@\w+(?:\(.*\))?$",
    ),
    "typescript": (
        r"(?:export |async |default )*function\b.*\{",
        r"(?:export )?(?:const|let|var) [\w{\[].*(?:=.*;|[={(\[,])$",
        r"(?:import|export) .* from ['\"]",
        r"(?:export )?(?:interface|type) \w+.*[={]$",
        r"(?:console|module|document)\.\w+",
        r"\}\);?$",
    ),
    "sql": (
        r"SELECT\b",
        r"INSERT INTO \w",
        r"CREATE (?:TABLE|VIEW|INDEX)\b",
        r"UPDATE \w+ SET\b",
        r"(?:FROM|(?:LEFT |INNER )?JOIN) \w+",
        r"(?:WHERE|GROUP BY|ORDER BY)\b",
    ),
    "go": (r"package \w+$", r"func (?:\(.*\) )?\w+\(.*\{$", r"import \($", r"\w+(?:, \w+)* := "),
    "rust": (
        r"(?:pub )?fn \w+.*\{$",
        r"use [\w:]+.*;$",
        r"let mut ",
        r"impl\b.*\{$",
        r"(?:pub )?(?:struct|enum) \w+ ?\{$",
        r"#\[\w+",
    ),
    "java": (
        r"(?:public|private|protected|static)\b.*[{;]$",
        r"(?:package|import)(?: static)? [\w.*]+;$",
        r"@Override$",
    ),
    "cpp": (
        r"#include\s*[<\"]",
        r"using namespace \w+;",
        r"(?:int|void|char|double|float|auto|bool|std::\w+)[ *&]+\w+.*[;{]$",
        r"template\s*<",
        r"#define \w+",
        r"return .*;$",
    ),
    "css": (r"[.#][\w-]+[^;(]*\{$", r"[\w-]+: [^;{}]+;$"),
    "bash": (
        r"(?:sudo|apt-get|pip3?|npm|git|cd|export|echo|docker|curl) \S",
        r"(?:fi|done)$",
        r"(?:if|for|while) .*; (?:then|do)$",
    ),
}

# The shape of a line of code in most languages: how it ends, or begins, or an assignment or a call.
_SHAPE = re.compile(
    r"[ \t]*+(?:[^\n]*[;{}()\[\],:\\>]\s*$|//|/?\*|\#|--|<|@|[\w.\[\]]+(?: \w+)? (?:[-+*/|]?=|:=) ?\S"
    r"|[\w.]+\(|(?:return|import|from|package|else|end|pass|break|continue|fi|done|try)\b[^,;]*$)"
)
# A sentence: words with nothing but blanks between them, more than code has in a row.
_SENTENCE = re.compile(r"[^\W\d_]+,?(?: [^\W\d_]+,?){5}")
_COMMENT = re.compile(r"[ \t]*+(?:#|//|/?\*|--|<!--|\"\"\"|''')")


def recognise(source: str) -> Recognised:
    """Judge `source` by its first 4 KB, and its last character where it may be JSON."""
    head = source[:_LOOK]
    if _JSON_START.match(head) and _is_json(source, head):
        one_line = len(source) > _SHORT_LINE and "\n" not in source.strip()
        return Recognised(Kind.ONE_LINE_JSON) if one_line else Recognised(Kind.CODE, "json")
    if _DIFF.match(head):
        return Recognised(Kind.CODE, "diff")
    shebang = _SHEBANG.match(head)
    if shebang:
        return Recognised(Kind.CODE, shebang[1])
    if _MARKUP.match(head) and "```" not in head:
        return Recognised(Kind.CODE, "html")
    return _code(source, head)


def _is_json(source: str, head: str) -> bool:
    """Whether there is nothing but tokens of JSON, up to a token that may be cut off."""
    first, last = head.lstrip()[0], source[-_LOOK:].rstrip()[-1:]
    if first + last not in ("{}", "[]"):
        return False
    at = 0
    while at < len(head):
        part = _JSON_PART.match(head, at)
        if part is None:
            break
        at = part.end()
    # A text of one number in brackets is a footnote rather than a document.
    cut_off = len(source) > _LOOK and len(head) - at < len("false")
    return (at == len(head) or cut_off) and len(head) > len("[123]")


def _code(source: str, head: str) -> Recognised:
    if "```" in head or "~~~" in head:
        return _MARKDOWN
    lines = head.split("\n")
    if len(lines) > 1 and len(source) > _LOOK:
        lines.pop()
    lines = [line.rstrip() for line in lines[:_LINES] if line.strip()]
    # Cheap, and true of nearly all prose.
    if len(lines) < 2 or sum(map(_is_sentence, lines)) * 10 > len(lines):
        return _MARKDOWN
    tags = sum(_TAG.match(line) is not None for line in lines)
    if tags * 10 > len(lines) * 6 and _TAG.match(lines[0]):
        return Recognised(Kind.CODE, "html")
    shaped = sum(_SHAPE.match(line) is not None for line in lines)
    if shaped * 10 < len(lines) * 6:
        return _MARKDOWN
    text = "\n".join(lines)
    found = {name: len(signs.findall(text)) for name, signs in _signs().items()}
    language = max(found, key=found.__getitem__)
    # One sign is enough where all of a few lines look like code.
    needed = 1 if shaped == len(lines) < 4 else 2
    return Recognised(Kind.CODE, language) if found[language] >= needed else _MARKDOWN


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"^[ \t]*+(?:{'|'.join(signs)})", re.MULTILINE) for name, signs in _SIGNS.items()
    }


def _is_sentence(line: str) -> bool:
    return _SENTENCE.search(line) is not None and _COMMENT.match(line) is None
