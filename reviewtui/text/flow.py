"""A text wrapped to a width, row by row and only as far as someone looks.

The state of a wrapping is one offset, where the next row starts: a row is found from there by looking at
a bounded piece of the text, so that one line of a megabyte costs no more than a thousand short ones, and
wrapping in small steps gives the same rows as wrapping at once.
"""

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from reviewtui.text.cells import cell_width, char_width
from reviewtui.text.display import CHARACTERS_PER_CELL, safe
from reviewtui.text.document import Document

_BLANKS = " \t"
# What a wrap point swallows: blanks, and the end of the line if nothing else comes before it.
_GAP = re.compile(r"[ \t]*(?:\r?\n)?")

# Chinese, Japanese and emoji may be broken anywhere but before a mark that closes and after one that opens.
_CLOSING = frozenset("、。，．・：；？！ー…’”）〕］｝〉》」』】.,:;?!%)]}'\"")
_OPENING = frozenset("‘“（〔［｛〈《「『【([{")


class Row(NamedTuple):
    """One row: the text from ``start`` to ``end`` (offsets into the document) and what is shown of it.

    ``tabs`` holds, for each tab in the row, its offset and how many spaces more than one it became.
    ``prefix`` is how many characters of ``text`` are no part of the document: what the row hangs on.
    """

    start: int
    end: int
    text: str
    tabs: tuple[tuple[int, int], ...] = ()
    prefix: int = 0

    def shown_at(self, offset: int) -> int:
        """Return where in ``text`` the document's character at ``offset`` (``start`` to ``end``) is shown."""
        return self.prefix + offset - self.start + sum(extra for tab, extra in self.tabs if tab < offset)


class Flow:
    """The rows of a document, made as it is wrapped, at ``width`` cells with a tab stop every ``tab`` cells.

    Rows break at blanks and beside wide characters; a word longer than the row is broken where the row is
    full, never before a combining mark as long as there is another place. Blanks at a break belong to no
    row. A newline or CRLF ends a row; one at the very end of the text opens no further row, and an empty
    text has one empty row. Less than 2 cells are taken as 2, which a wide character needs. A row that goes on
    with a line begins with the prefix that the line hangs on, where that leaves at least half of the width.
    """

    def __init__(self, document: Document | str, width: int, tab: int = 4) -> None:
        self.document = Document.plain(document) if isinstance(document, str) else document
        self.width = max(width, 2)
        self.tab = tab
        self._starts = array("q")
        self._ends = array("q")
        self._next = 0

    @property
    def known(self) -> int:
        """How many rows have been wrapped so far."""
        return len(self._starts)

    @property
    def reached(self) -> int:
        """How many characters of the document have been wrapped so far."""
        return self._next

    @property
    def complete(self) -> bool:
        """Whether the whole text has been wrapped."""
        return self.document.complete and self._next >= len(self.document.text) and self.known > 0

    @property
    def height_estimate(self) -> int:
        """How many rows there are: exact once complete, before that judged by the rows known."""
        if self.complete:
            return self.known
        per_row = self._next / self.known if self.known else self.width
        return self.known + 1 + int((self.document.length - self._next) / per_row)

    def ensure(self, rows: int) -> int:
        """Wrap until ``rows`` rows are known or the text ends; return how many are known."""
        while self.known < rows and not self.complete:
            self._wrap_row()
        return self.known

    def advance(self, characters: int) -> bool:
        """Wrap about so many characters more; return whether the text is complete."""
        goal = self._next + characters
        while self._next < goal and not self.complete:
            self._wrap_row()
        return self.complete

    def row(self, y: int) -> Row:
        """Return the row ``y``, wrapping up to it; IndexError where the text has no such row."""
        if y < 0 or self.ensure(y + 1) <= y:
            raise IndexError(y)
        start, end = self._starts[y], self._ends[y]
        shown, prefix = self._shown(start, end), self._prefix(start)
        if "\t" not in shown:
            return Row(start, end, prefix + shown, (), len(prefix))
        parts: list[str] = [prefix]
        tabs: list[tuple[int, int]] = []
        used = cell_width(prefix)
        for offset, char in enumerate(shown, start):
            if char == "\t":
                cells = self.tab - used % self.tab
                tabs.append((offset, cells - 1))
                char = " " * cells
            else:
                cells = char_width(char)
            parts.append(char)
            used += cells
        return Row(start, end, "".join(parts), tuple(tabs), len(prefix))

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at ``offset`` (0 or more), wrapping up to it.

        A newline or a swallowed blank counts to the row before it, an offset past the text to the last row.
        """
        while self._next <= offset and not self.complete:
            self._wrap_row()
        return bisect_right(self._starts, offset) - 1

    def _shown(self, start: int, end: int) -> str:
        # The mapping may depend on the character before (see display).
        text = self.document.text
        return safe(text[start - 1 : end])[1:] if start else safe(text[:end])

    def _prefix(self, start: int) -> str:
        """What the row at ``start`` hangs on: nothing where a line starts."""
        if not start or self.document.text[start - 1] == "\n":
            return ""
        prefix = self.document.hang(start)
        return prefix if 2 * cell_width(prefix) <= self.width else ""

    def _wrap_row(self) -> None:
        """Find the row at ``_next``, note it and move on."""
        start = self._next
        # A row's line is looked at as far as this, and a piece ends where a line does.
        while start + CHARACTERS_PER_CELL * self.width + 2 > len(self.document.text):
            if self.document.advance(1):
                break
        if self.complete:
            # Only now it is known that nothing follows.
            return
        used = cell_width(self._prefix(start))
        width = self.width - used
        piece, last = self._piece(width)
        if not piece.isascii() or "\t" in piece:
            piece, fit = self._fit_cells(used)
        elif last and len(piece) <= width:
            fit = len(piece)
        else:
            fit = _fit_ascii(piece, width)
        row = piece if fit == len(piece) else piece[:fit].rstrip(_BLANKS)
        gap = _GAP.match(self.document.text, start + fit)
        assert gap is not None  # it matches the empty string
        self._starts.append(start)
        self._ends.append(start + len(row))
        self._next = gap.end()

    def _piece(self, characters: int) -> tuple[str, bool]:
        """Return the line from ``_next`` on, as far as one character more, and whether that is all of it.

        The one more shows whether a row of ``characters`` ends before a blank.
        """
        text, start = self.document.text, self._next
        # Two more than that, so that a CR is not taken for a part of the line when its LF is out of view.
        newline = text.find("\n", start, start + characters + 2)
        if newline >= 0:
            end = newline - (newline > start and text[newline - 1] == "\r")
            return text[start:end], True
        end = start + characters + 1
        return text[start:end], end >= len(text)

    def _fit_cells(self, used: int) -> tuple[str, int]:
        """Return a piece of the line from ``_next`` on and how many of its characters go into the row, of
        which ``used`` cells are taken."""
        # Most scripts have fewer marks than letters. Where marks are piled up, the second piece is the
        # whole row, even when it does not fill the width: no row is longer than that.
        for characters in (2 * self.width, CHARACTERS_PER_CELL * self.width):
            piece, last = self._piece(characters)
            shown = self._shown(self._next, self._next + len(piece))
            fit = self._overflow(shown, used)
            if fit < len(piece):
                return piece, _last_break(piece, shown, fit)
            if last:
                return piece, fit
        return piece, _last_break(piece, shown, _last_base(shown))

    def _overflow(self, shown: str, used: int) -> int:
        """Return the index of the first character that is over the edge, the length if none is."""
        for index, char in enumerate(shown):
            used += self.tab - used % self.tab if char == "\t" else char_width(char)
            if used > self.width:
                return index
        return len(shown)


def _fit_ascii(piece: str, width: int) -> int:
    """Return how many characters of ``piece``, one cell each and too many, go into a row."""
    cut = piece.rfind(" ", 0, width + 1)
    if cut == width or (cut > 0 and not (piece[0] == " " and piece[:cut].isspace())):
        return cut
    return width


def _last_break(piece: str, shown: str, fit: int) -> int:
    """Return the last place up to ``fit`` where ``piece``, shown as ``shown``, may be broken."""
    if piece[fit] in _BLANKS:
        return fit
    indent = len(piece) - len(piece.lstrip(_BLANKS))
    cells = [char_width(char) for char in shown[: fit + 1]]
    # Of the letter with its marks: a wide one may be broken after the last of them.
    letter = list(accumulate(cells, _width_with_marks))
    for index in range(fit, indent, -1):
        after, before = shown[index], shown[index - 1]
        if piece[index] in _BLANKS:
            return index
        beside_wide = cells[index] == 2 or (cells[index] and letter[index - 1] == 2)
        if beside_wide and after not in _CLOSING and before not in _OPENING:
            return index
    return fit


def _width_with_marks(before: int, width: int) -> int:
    """The width of the letter that a character belongs to: a mark's is that of what stands before it."""
    return width or before


def _last_base(shown: str) -> int:
    """Return where the last character with a width is, or the last character if only the first has one."""
    last = len(shown) - 1
    return next((index for index in range(last, 0, -1) if char_width(shown[index])), last)
