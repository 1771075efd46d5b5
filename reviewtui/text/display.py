"""The display mapping: any text in, text that a terminal only shows out.

Every source character becomes exactly one shown character, so an offset into the text is an offset
into what is shown. Only display goes through here: what is stored, searched and exported stays raw.

===========================================  ===================================================
C0 controls, U+007F (carriage returns too)   their control pictures; ``\\n`` and ``\\t`` are kept
C1 controls, lone surrogates, noncharacters  U+FFFD
planes 4 to 14, which hold no characters     U+FFFD
invisible and bidirectional controls         U+00B7, as are skin tones: terminals disagree on widths
ZWNJ, ZWJ after a letter that joins          ZWNJ: no width of its own, as readers of Persian and
                                             Hindi expect. Never ZWJ: rich gives what follows no width
U+FE0F after a symbol or a digit             a space, the second cell of an emoji; terminals disagree
                                             whether the original widens the symbol
===========================================  ===================================================

The last two depend on one character before them, and nothing depends on what follows: mapping
``text[i:]`` with ``text[i - 1]`` in front gives the same as mapping the whole text.
"""

import re
from collections.abc import Iterator
from functools import cache

from reviewtui.text.cells import cell_width, cut
from reviewtui.text.shorten import in_the_middle

# Sets of characters are written as the inside of a regular expression's class.

# Always replaced. Astral characters are apart, because a class with few of them is a table lookup per
# character and therefore fast.
_BASIC = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
)
_ASTRAL = (
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f3fb-\U0001f3ff\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
    r"\U0003fffe-\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff"
)
# Letters and signs of scripts in which ZWNJ and ZWJ choose the shape of a word: Arabic to Sinhala,
# Myanmar, Khmer, Mongolian.
_JOINING = (
    r"\u0620-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa"
    r"\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
)
# What U+FE0F turns into an emoji: keycaps, symbols, pictographs.
_SYMBOLS = (
    r"#*0-9\xa9\xae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)

# Finds nothing in clean text; the second is for text that also has emoji, and slower.
_SUSPECT = _BASIC + r"\u200c\u200d\ufe0f\U0001bca0-\U0010ffff"
_UNUSUAL = _BASIC + _ASTRAL + r"\u200c\u200d\ufe0f"
# What of it becomes a replacement character: what is no character, or a control without a picture.
_NO_CHARACTER = r"\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U000dffff\U000e1000-\U0010ffff"

_ASCII = [chr(code) for code in range(0x80)]
_ASCII[:0x20] = [chr(0x2400 + code) for code in range(0x20)]
_ASCII[0x7F] = "\u2421"
_ASCII[0x09], _ASCII[0x0A] = "\t", "\n"

# A newline is shown, so that two names that differ by one don't look the same.
_ONE_LINE = str.maketrans({"\n": "\u21b5", "\t": " "})

# Marks without width are piled up without end by some texts; a line of n cells is looked for in this
# many times n characters.
CHARACTERS_PER_CELL = 4


def safe(text: str) -> str:
    """Return what may be shown of ``text``: as long as the original, without a control but \\n and \\t."""
    if text.isascii():
        return text.translate(_ASCII)
    if not _one_of(_SUSPECT).search(text):
        return text
    return _one_of(_UNUSUAL).sub(_shown, text)


def marks(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``text[start:end]`` whose characters ``safe`` replaced by a visible mark.

    Offsets are into ``text``. They let a real middle dot be told from one that stands for a control.
    """
    first = last = start
    for found in _one_of(_UNUSUAL).finditer(text, start, len(text) if end is None else end):
        if _everyday(found):
            continue
        if found.start() > last:
            if last > first:
                yield first, last
            first = found.start()
        last = found.end()
    if last > first:
        yield first, last


def one_line(text: str, width: int) -> str:
    """Return ``text`` display-safe and on one line of at most ``width`` cells, "…" where it was cut.

    Newlines show as "↵", tabs as spaces. For titles, table cells and messages.
    """
    head = text[: CHARACTERS_PER_CELL * max(width, 0)]
    line = safe(head.replace("\r\n", "\n")).translate(_ONE_LINE)
    if len(head) == len(text) and cell_width(line) <= width:
        return line
    return cut(line, width - 1) + "…" if width > 0 else ""


@cache
def _one_of(ranges: str) -> re.Pattern[str]:
    # Half a millisecond each, which a session of ASCII alone is spared.
    return re.compile(f"[{ranges}]")


def both_ends(text: str, width: int) -> str:
    """As ``one_line``, cut in the middle: long names of one family differ at their ends."""
    return in_the_middle(one_line(text, CHARACTERS_PER_CELL * len(text) + 1), width)


def _everyday(found: re.Match[str]) -> str:
    """Return what an invisible character is shown as where it does its everyday work, "" elsewhere."""
    char, at = found[0], found.start()
    before = found.string[at - 1 : at]
    if char in "\u200c\u200d" and _one_of(_JOINING).match(before):
        return "\u200c"
    if char == "\ufe0f" and _one_of(_SYMBOLS).match(before):
        return " "
    return ""


def _shown(found: re.Match[str]) -> str:
    char = found[0]
    if char < "\x80":
        return _ASCII[ord(char)]
    return _everyday(found) or ("\ufffd" if _one_of(_NO_CHARACTER).match(char) else "\u00b7")
