"""What a reader checks in a text: numbers, links, names, code symbols; and which of them one side lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reviewtui.text.cells import cell_width
from reviewtui.text.comparing.names import names_of_one_side
from reviewtui.text.display import one_line

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"`]*[^\s<>()\[\]\".,;:!?*`'’]")
# E-mail addresses too, looked for where there is an @. A bound, and a start that is none of their characters,
# keep that linear on any text.
_LINK = re.compile(rf"{_URL.pattern}|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,8}}")
# Possessive throughout: prose is looked at once.
_SYMBOL = re.compile(
    r"`(?<!``)(?P<quoted>[^`\n]{1,60})`(?!`)"
    r"|--(?<![\w-]--)[A-Za-z][\w-]*+"
    # Calls, dotted or not, if not dotted without arguments, for that is also the plural of word(s).
    r"|(?<![\w.])(?:[A-Za-z_]\w*+(?:(?:\.\w++)++(?=\()|\(\))"
    # snake_case and camelCase, SNAKE_CASE.
    r"|[a-z][a-z0-9]*+[A-Z_]\w++|[A-Z][A-Za-z0-9]*+_\w++)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_UNIT = (
    r"(?:[%‰€£¥₹]|°[CF]?|km/h|mph|[kcmµn]?m|[kmµ]?g|lbs?|oz|mi|ft|[kMGT]i?B|B|[mµn]?s|min|h|[kMG]?Hz|[kMG]?Wh?"
    r"|kcal|m?[lL]|USD|EUR|GBP|percent|thousand|million|billion|trillion|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|miles?|meters?|metres?|am|pm|AM|PM|BCE?|AD|CE)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# Looks at the first character first: most of them start no number.
_NUMBER = re.compile(
    rf"(?=[\d+−$€£¥₹-])(?:\b{_DAY} {_MONTH}(?:,? \d{{4}}\b)?"
    # Not the number in GPT-4.
    rf"|(?<![\w.])(?<!\w-)[+−-]?[$€£¥₹]?\d+(?:[.,:/⁄’–-]\d+)*(?:[ \u00a0\u202f-]?{_UNIT})?(?!\w))"
    rf"|(?=[JFMASOND])\b{_MONTH} {_DAY}(?:, \d{{4}})?\b"
)
# What numbers a list is no number of the text.
_LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,3}[.)](?=\s)", re.MULTILINE)
_THOUSANDS = re.compile(r"(?<=\d)[,’](?=\d{3}(?!\d))")
_CURRENCY = re.compile("[$€£¥₹]")
_BLANK = re.compile(r"[\s-](?=\D)")
_WORD = re.compile(r"\w+")

_SEPARATOR = ", "
# Stands where something was taken from a text; it keeps two names apart.
_TAKEN = "_"


@dataclass(frozen=True, slots=True)
class Facts:
    """As they are written, in order of appearance, each once."""

    numbers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Those that tell most first."""
        return self.numbers + self.links + self.names + self.symbols


@dataclass(frozen=True, slots=True)
class OneSided:
    """What only one side has."""

    left: Facts = Facts()
    right: Facts = Facts()


def only_one_side(left: str, right: str) -> OneSided:
    """What each text has that the other lacks; the same number or link may be written in different ways."""
    if left == right:
        return OneSided()
    one, other = _Found.of(left), _Found.of(right)
    names, other_names = names_of_one_side(one.rest, other.rest)
    return OneSided(one.without(other, names), other.without(one, other_names))


def said(facts: Facts, cells: int) -> str:
    """One line of at most so many cells, safe to show; the last part tells how many there was no room for."""
    if len(facts.all) <= cells:
        whole = _SEPARATOR.join(one_line(fact, cells) for fact in facts.all)
        if cell_width(whole) <= cells:
            return whole
    shown, left = "", len(facts.all)
    for fact in facts.all:
        rest = f"{_SEPARATOR}… +{left - 1}"
        longer = shown + (_SEPARATOR if shown else "") + one_line(fact, cells)
        if cell_width(longer + rest) > cells:
            break
        shown, left = longer, left - 1
    if shown:
        return f"{shown}{_SEPARATOR}… +{left}"
    rest = f" +{left - 1}" if left > 1 else ""
    return one_line(facts.all[0], cells - len(rest)) + rest if cells > len(rest) else one_line("…", cells)


@dataclass(frozen=True, slots=True)
class _Found:
    """All facts of a text but its names, as they are written by what they are compared by."""

    text: str
    numbers: dict[str, str]
    links: dict[str, str]
    symbols: dict[str, str]
    rest: str
    """The text without these."""

    @classmethod
    def of(cls, text: str) -> _Found:
        links, rest = _taken(_LINK if "@" in text else _URL, _link_key, text)
        symbols, rest = _taken(_SYMBOL, _symbol_key, rest)
        numbers, rest = _taken(_NUMBER, _number_key, _LIST_NUMBER.sub("\n", rest))
        return cls(text, numbers, links, symbols, rest)

    def without(self, other: _Found, names: tuple[str, ...]) -> Facts:
        """What the other text lacks. A symbol that it has as a plain word is not lacking."""
        words = set(_WORD.findall(other.text)) if self.symbols else set()
        return Facts(
            tuple(written for key, written in self.numbers.items() if key not in other.numbers),
            tuple(written for key, written in self.links.items() if key not in other.links),
            names,
            tuple(
                written
                for key, written in self.symbols.items()
                if key not in other.symbols and key not in words
            ),
        )


def _taken(pattern: re.Pattern[str], key: Callable[[str], str], text: str) -> tuple[dict[str, str], str]:
    """What is found, each once as it is written first, and the text without it."""
    found: dict[str, str] = {}

    def take(one: re.Match[str]) -> str:
        written = one[one.lastgroup or 0]
        found.setdefault(key(written), written)
        return _TAKEN

    return found, pattern.sub(take, text)


def _number_key(number: str) -> str:
    """A sum is the same sum where the text does not repeat its currency."""
    plain = _THOUSANDS.sub("", number).replace("−", "-").replace("⁄", "/").replace("percent", "%")
    return _CURRENCY.sub("", _BLANK.sub("", plain)).casefold()


def _link_key(link: str) -> str:
    return link.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _symbol_key(symbol: str) -> str:
    return symbol.strip().removesuffix("()")
