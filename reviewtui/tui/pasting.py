"""Pastes that hold escape characters: text of the clipboard's, never keys.

A terminal brackets what is pasted, but Textual's parser takes an escape character inside the brackets for the
start of a sequence, and what stands behind it for keys: pasting a coloured log would label pairs and quit.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
ESCAPE, SHOWN = "\x1b", "\u241b"


class PasteSafeParser(XTermParser):
    """Maps escape characters between the brackets of a paste to their picture, wherever the input is cut."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._seen = ""
        """The end of what came before, where a bracket may have begun."""
        self._held = ""
        """The end of a piece of a paste that may be the begin of its closing bracket."""

    def feed(self, data: str) -> Iterable[Message]:
        mapped = self.mapped(data)
        # Nothing at all would mean the end of the input.
        return super().feed(mapped) if mapped or not data else ()

    def mapped(self, data: str) -> str:
        parts = []
        data, self._held = self._held + data, ""
        while data:
            part, data = self._in_paste(data) if self._pasting else self._outside(data)
            parts.append(part)
        return "".join(parts)

    def _outside(self, data: str) -> tuple[str, str]:
        """What goes through as it is, and the rest behind an opening bracket."""
        start = (self._seen + data).find(START)
        if start < 0:
            self._seen = (self._seen + data)[-(len(START) - 1) :]
            return data, ""
        cut = start + len(START) - len(self._seen)
        self._pasting, self._seen = True, ""
        return data[:cut], data[cut:]

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
    linux_driver.XTermParser = PasteSafeParser  # type: ignore[attr-defined]
