"""Reading a condition of `check`, such as `slice(language=de).correct(new).low >= 85%`.

    condition  := ["slice" "(" field "=" value ")" "."] figure ["." bound] comparator limit
    figure     := metric ["(" name {"," name} ")"]
    bound      := "value" | "low" | "high" | "n"
    comparator := ">" | ">=" | "<" | "<=" | "="
    limit      := number ["%"]

Names are bare words, or stand in quotation marks of either kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NoReturn

from reviewtui.domain.conditions import (
    ARGUMENTS,
    DIFFERENCES_OF_SHARES,
    OF_A_SLICE,
    SHARES,
    TWO_MODELS,
    WITHOUT_INTERVAL,
    Argument,
    Bound,
    Check,
    InSlice,
    Metric,
)
from reviewtui.domain.filters import Comparator
from reviewtui.query.errors import CheckError

LONGEST = 500
"""Characters of a condition."""

_BLANKS = re.compile(r"\s*")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BARE = re.compile(r"""[^\s"'\\(),=<>!]+""")
_QUOTED = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' """, re.VERBOSE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMPARATOR = re.compile(r"<=|>=|==|=|<|>")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NEXT = re.compile(r"[^\s(),=<>!]+|.", re.DOTALL)

_SLICE = "slice"


def read_check(text: str) -> Check:
    """Raises CheckError, with the column and what is expected there."""
    if len(text) > LONGEST:
        raise CheckError(LONGEST + 1, f"a condition has {LONGEST} characters at most")
    return _Reader(text).all()


class _Reader:
    """One pass over the text, by recursive descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    # The text

    def _skip_blanks(self) -> int:
        blanks = _BLANKS.match(self._text, self._at)
        assert blanks is not None, "it matches nothing too"
        self._at = blanks.end()
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What matches next, else empty."""
        found = pattern.match(self._text, self._skip_blanks())
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _sign(self, sign: str) -> bool:
        here = self._text.startswith(sign, self._skip_blanks())
        self._at += len(sign) if here else 0
        return here

    def _fail(self, reason: str, hint: str = "", at: int | None = None) -> NoReturn:
        raise CheckError((self._skip_blanks() if at is None else at) + 1, reason, hint)

    def _expected(self, what: str, hint: str = "") -> NoReturn:
        found = _NEXT.match(self._text, self._skip_blanks())
        self._fail(f"expected {what}, not {f'«{found[0]}»' if found else 'the end'}", hint)

    # The language

    def all(self) -> Check:
        start = self._skip_blanks()
        word = self._take(_WORD).casefold()
        within = None
        if word == _SLICE:
            within = self._slice()
            start = self._skip_blanks()
            word = self._take(_WORD).casefold()
        metric = self._metric(word, start)
        if within is not None and metric not in OF_A_SLICE:
            self._fail(f"«{metric}» is not known by slice", f"These are: {_listed(OF_A_SLICE)}.", start)
        arguments = self._arguments(metric)
        bound = self._bound(metric)
        comparator = self._comparator()
        limit = self._limit(metric, bound)
        if self._skip_blanks() < len(self._text):
            self._expected("the end")
        check = Check(metric, arguments, comparator, limit, bound, within)
        return Check(metric, arguments, comparator, limit, bound, within, written(check))

    def _metric(self, word: str, start: int) -> Metric:
        if not word:
            self._at = start
            self._expected("a figure", _KNOWN)
        if word not in list(Metric):
            self._fail(f"there is no figure «{word}»", _meant(word), start)
        return Metric(word)

    def _slice(self) -> InSlice:
        if not self._sign("("):
            self._expected("«(»", _A_SLICE)
        field = self._name("a metadata field")
        if not self._sign("="):
            self._expected("«=»", _A_SLICE)
        value = self._name("a value")
        if not self._sign(")"):
            self._expected("«)»")
        if not self._sign("."):
            self._expected("«.» and a figure", _A_SLICE)
        return InSlice(field, value)

    def _arguments(self, metric: Metric) -> tuple[str, ...]:
        wanted = ARGUMENTS[metric]
        optional = wanted == (Argument.FIELD,)
        start = self._skip_blanks()
        if not self._sign("("):
            if wanted and not optional:
                self._expected("«(»", f"Write {_form(metric)}.")
            return ()
        given: list[str] = []
        if not self._sign(")"):
            given.append(self._argument(wanted, 0))
            while self._sign(","):
                given.append(self._argument(wanted, len(given)))
            if not self._sign(")"):
                self._expected("«,» or «)»")
        if len(given) != len(wanted) and not (optional and not given):
            self._fail(
                f"«{metric}» takes {_takes(wanted)}, not {len(given)}", f"Write {_form(metric)}.", start
            )
        if wanted == TWO_MODELS and given[0] == given[1]:
            self._fail(f"«{metric}» takes two different models", at=start)
        return tuple(given)

    def _argument(self, wanted: tuple[Argument, ...], place: int) -> str:
        return self._name(wanted[place].value if place < len(wanted) else "a name")

    def _name(self, what: str) -> str:
        start = self._skip_blanks()
        quoted = self._take(_QUOTED) if self._text[start : start + 1] in ('"', "'") else ""
        if quoted:
            return _ESCAPED.sub(r"\1", quoted[1:-1])
        if self._text[start : start + 1] in ('"', "'"):
            self._fail("the quotation mark is not closed", at=start)
        return self._take(_BARE) or self._expected(what, _IN_QUOTES)

    def _bound(self, metric: Metric) -> Bound | None:
        if not self._sign("."):
            return None
        start = self._skip_blanks()
        word = self._take(_WORD).casefold()
        if word not in list(Bound):
            self._at = start
            self._expected(f"{_or(Bound)}")
        bound = Bound(word)
        if metric in WITHOUT_INTERVAL and bound is not Bound.VALUE:
            self._fail(f"«{metric}» is a number without an interval: leave .{word} out", at=start)
        return bound

    def _comparator(self) -> Comparator:
        sign = self._take(_COMPARATOR)
        if not sign:
            self._expected(_or(_COMPARATORS))
        return Comparator.EQUAL if sign == "==" else Comparator(sign)

    def _limit(self, metric: Metric, bound: Bound | None) -> float:
        start = self._skip_blanks()
        number = self._take(_NUMBER)
        if not number:
            self._expected("a number")
        limit = float(number)
        sign = self._skip_blanks()
        if self._sign("%"):
            if metric not in SHARES | DIFFERENCES_OF_SHARES or bound is Bound.N:
                self._fail("this is not a share of 100", "Leave the % out.", sign)
            limit = round(limit / 100, 15)
        if not math.isfinite(limit):
            self._fail("this number is too large", at=start)
        if bound is not Bound.N:
            self._check_range(metric, limit, start)
        return limit

    def _check_range(self, metric: Metric, limit: float, start: int) -> None:
        """A limit that no figure reaches would pass, or fail, whatever the data say."""
        if metric in SHARES and not 0 <= limit <= 1:
            self._fail(f"«{metric}» lies between 0 and 1", "Percent are written with %, as in 55%.", start)
        if metric in DIFFERENCES_OF_SHARES and not -1 <= limit <= 1:
            self._fail(f"«{metric}» lies between -1 and 1", "Percent are written with %, as in 5%.", start)
        if metric is Metric.P and not 0 <= limit <= 1:
            self._fail("a p-value lies between 0 and 1", at=start)


def written(check: Check) -> str:
    """The one way to write a condition, which reads back to the same one."""
    within = ""
    if check.within is not None:
        within = f"{_SLICE}({_name_text(check.within.field)}={_name_text(check.within.value)})."
    arguments = f"({','.join(map(_name_text, check.arguments))})" if check.arguments else ""
    bound = f".{check.bound}" if check.bound is not None else ""
    limit = repr(int(check.limit)) if check.limit.is_integer() else repr(check.limit)
    return f"{within}{check.metric}{arguments}{bound} {check.comparator} {limit}"


def _name_text(name: str) -> str:
    if _BARE.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _meant(word: str) -> str:
    # Imported where something is misspelt: filters of the review screen read this package too.
    from difflib import get_close_matches

    near = get_close_matches(word, [*Metric, _SLICE], n=1)
    return f"Did you mean {near[0]}?" if near else _KNOWN


def _form(metric: Metric) -> str:
    """How a figure is written, with capital letters for what is to be named."""
    letters = iter("AB" if ARGUMENTS[metric] == TWO_MODELS else "M")
    names = {Argument.TAG: "TAG", Argument.FIELD: "FIELD"}
    arguments = ",".join(names.get(one) or next(letters) for one in ARGUMENTS[metric])
    return f"{metric}({arguments})" if arguments else str(metric)


def _takes(wanted: tuple[Argument, ...]) -> str:
    if not wanted:
        return "no name"
    if wanted == TWO_MODELS:
        return "two models"
    return " and ".join(one.value for one in wanted)


def _listed(metrics: Iterable[Metric]) -> str:
    chosen = frozenset(metrics)
    return ", ".join(_form(metric) for metric in Metric if metric in chosen)


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


_COMPARATORS = (">", ">=", "<", "<=", "=")
_KNOWN = f"There are: {_listed(Metric)}; before it may stand slice(FIELD=VALUE)."
_A_SLICE = "Write slice(FIELD=VALUE) and then a figure, as in slice(language=de).correct(new) >= 85%."
_IN_QUOTES = "A name with blanks or other signs stands in quotation marks."
