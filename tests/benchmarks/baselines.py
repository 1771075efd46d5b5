"""The least that Textual can do, to compare with: an app with one word, and two bare panes of lines.

python baselines.py word
python baselines.py panes KILOBYTES
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

PROSE = (
    "the refund policy applies to customers who cancel within thirty days because the evidence suggests that "
    "latency matters more than throughput when reviewers compare two answers and name their trade-offs"
)
WORDS = PROSE.split()


def text(seed: int, kilobytes: int) -> str:
    """Paragraphs of ASCII prose of about this size, of uneven length, the same for the same seed."""
    parts, size, number = [f"Text {seed:03d} begins here."], 0, seed * 7919 + 1
    while size < kilobytes * 1024:
        number = (number * 1103515245 + 12345) % 2**31
        length = 15 + number % 120
        start = number % len(WORDS)
        words = [WORDS[(start + step * 7) % len(WORDS)] for step in range(length)]
        parts.append(" ".join(words))
        size += len(parts[-1]) + 2
    return "\n\n".join(parts)[: kilobytes * 1024]


def wrapped(line: str, width: int) -> Iterator[str]:
    while len(line) > width > 0:
        cut = line.rfind(" ", 1, width + 1)
        cut = width if cut < 0 else cut
        yield line[:cut]
        line = line[cut:].removeprefix(" ")
    yield line


def word() -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Word(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("READY")

    Word().run()


def panes(kilobytes: int) -> None:
    """Two panes that wrap eagerly and draw one segment a row; `n` shows the next two texts."""
    from rich.segment import Segment
    from textual.app import App, ComposeResult
    from textual.containers import Horizontal
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    texts = [text(seed, kilobytes) for seed in range(20)]

    class Pane(ScrollView):
        DEFAULT_CSS = "Pane { width: 1fr; height: 1fr; scrollbar-size: 0 0; }"

        def __init__(self, shown: str) -> None:
            super().__init__()
            self.shown = shown
            self.rows: list[str] = []

        def show(self, shown: str) -> None:
            self.shown = shown
            self.wrap()
            self.refresh()

        def on_resize(self) -> None:
            self.wrap()

        def wrap(self) -> None:
            width = self.size.width
            self.rows = [row for line in self.shown.split("\n") for row in wrapped(line, width)]
            self.virtual_size = Size(width, len(self.rows))

        def render_line(self, y: int) -> Strip:
            row = self.rows[y] if y < len(self.rows) else ""
            width = self.size.width
            return Strip([Segment(row.ljust(width), self.rich_style)], width)

    class Panes(App[None]):
        number = 0

        def compose(self) -> ComposeResult:
            with Horizontal():
                yield Pane(texts[0])
                yield Pane(texts[1])

        def key_n(self) -> None:
            self.number = (self.number + 2) % len(texts)
            with self.batch_update():
                for offset, pane in enumerate(self.query(Pane)):
                    pane.show(texts[self.number + offset])

    Panes().run()


if __name__ == "__main__":
    if sys.argv[1] == "word":
        word()
    else:
        panes(int(sys.argv[2]))
