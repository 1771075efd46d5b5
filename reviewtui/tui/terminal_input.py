"""What comes from the terminal and is no key: pastes that hold escape characters, and answers.

A terminal brackets what is pasted, but Textual's parser takes an escape character inside the brackets for the
start of a sequence, and what stands behind it for keys: pasting a coloured log would label pairs and quit. So
it does with an answer of the terminal's that nobody waits for any more, such as one that a shell or an editor
asked for before the program came back to the foreground.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
ESCAPE, SHOWN = "\x1b", "\u241b"

# No key sends these. A prefix marks what is private: mouse and modes are read by Textual, all else is an
# answer about the terminal; so are reports that end in c, n, t or x, but for the window's size, and strings.
_ANSWER = re.compile(
    r"\x1b\[(?!<[\d;-]*[Mm])(?!\?[\d;]*\$y)[<=>?][0-;]*[ -/]*[@-~]"
    r"|\x1b\[(?!48;)[\d;:]+[cntx]"
    r"|\x1b[P\]_^X][^\x07\x1b]*(?:\x1b\\|\x07)"
)
_BEGUN = re.compile(r"\x1b(?:\[(?:[<=>?][0-;]*|\d[\d;:]*)?|[P\]_^X][^\x07\x1b]*\x1b?)\Z")

LATE_S = 0.5
"""The rest of an answer that has begun comes within this time, or never."""


class SafeParser(XTermParser):
    """Maps escape characters between the brackets of a paste to their picture, and drops answers, wherever
    the input is cut."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._seen = ""
        """The end of what came before, where a bracket may have begun."""
        self._held = ""
        """The end of a piece of a paste that may be the begin of its closing bracket."""
        self._begun = ""
        """The end of a piece that may be the begin of an answer."""
        self._begun_at = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        mapped = self.mapped(data)
        # Nothing at all would mean the end of the input.
        return super().feed(mapped) if mapped or not data else ()

    def mapped(self, data: str) -> str:
        parts = []
        if self._begun and time.monotonic() - self._begun_at > LATE_S:
            self._begun = ""
        data, self._held, self._begun = self._begun + self._held + data, "", ""
        while data:
            part, data = self._in_paste(data) if self._pasting else self._outside(data)
            parts.append(part)
        return "".join(parts)

    def _outside(self, data: str) -> tuple[str, str]:
        """What goes through, without answers, and the rest behind an opening bracket."""
        start = (self._seen + data).find(START)
        if start < 0:
            data = self._without_begun(_ANSWER.sub("", data))
            self._seen = (self._seen + data)[-(len(START) - 1) :]
            return data, ""
        cut = start + len(START) - len(self._seen)
        self._pasting, self._seen = True, ""
        return _ANSWER.sub("", data[:cut]), data[cut:]

    def _without_begun(self, data: str) -> str:
        begun = _BEGUN.search(data)
        if begun is None:
            return data
        self._begun, self._begun_at = begun[0], time.monotonic()
        return data[: begun.start()]

    def _in_paste(self, data: str) -> tuple[str, str]:
        """What is pasted, mapped, with its closing bracket, and the rest behind that."""
        end = data.find(END)
        if end >= 0:
            self._pasting = False
            return data[:end].replace(ESCAPE, SHOWN) + END, data[end + len(END) :]
        begun = next((size for size in range(len(END) - 1, 0, -1) if data.endswith(END[:size])), 0)
        self._held = data[len(data) - begun :]
        return data[: len(data) - begun].replace(ESCAPE, SHOWN), ""


def install() -> None:
    """Have Textual's driver read with this parser. It offers no setting for it; on Windows there is none."""
    try:
        from textual.drivers import linux_driver
    except ImportError:
        return
    linux_driver.XTermParser = SafeParser  # type: ignore[attr-defined]  # it does not export it
