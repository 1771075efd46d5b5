from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen

from reviewtui.text.conversation import Layout
from reviewtui.text.document import Document
from reviewtui.text.flow import Flow
from reviewtui.tui import roles
from reviewtui.tui.roles import ROLES
from reviewtui.tui.text_pane import Fixed, TextPane, cut_up


class PaneScreen(Screen[None]):
    COMPONENT_CLASSES = ROLES

    def __init__(self, pane: TextPane) -> None:
        super().__init__()
        self.pane = pane

    def compose(self) -> ComposeResult:
        yield self.pane


class PaneApp(App[None]):
    CSS_PATH = Path(roles.__file__).with_name("roles.tcss")

    def __init__(self, pane: TextPane) -> None:
        super().__init__()
        self.pane = pane

    def get_default_screen(self) -> PaneScreen:
        return PaneScreen(self.pane)


@asynccontextmanager
async def showing(layout: Layout | Fixed, width: int = 32, height: int = 5) -> AsyncIterator[TextPane]:
    pane = TextPane(layout)
    async with PaneApp(pane).run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield pane


def rows(pane: TextPane) -> list[str]:
    return [pane.render_line(y).text for y in range(pane.size.height)]


def styles(pane: TextPane, y: int) -> list[tuple[str, bool]]:
    """(text, whether it stands out) of one row."""
    usual = pane.rich_style.bgcolor
    return [
        (segment.text, bool(segment.style and segment.style.bgcolor not in (None, usual)))
        for segment in pane.render_line(y)
    ]


NUMBERED = "\n".join(f"line {number}" for number in range(1, 101))


async def test_a_hundred_lines_are_scrolled_by_rows_pages_and_shares() -> None:
    async with showing(Layout.of_text(NUMBERED, raw=True)) as pane:
        assert str(pane.extent) == "1-5 of 100"
        pane.scroll_rows(3)
        assert rows(pane)[0].strip() == "line 4"
        pane.scroll_pages(1)
        assert rows(pane)[0].strip() == "line 8"
        pane.scroll_last()
        assert pane.fraction == 1.0
        assert rows(pane)[-1].strip() == "line 100"
        pane.scroll_fraction(0.5)
        assert pane.extent.first == 1 + round(95 * 0.5)
        pane.scroll_start()
        assert pane.fraction == 0.0


async def test_an_offset_is_brought_into_view_and_one_in_view_moves_nothing() -> None:
    async with showing(Layout.of_text(NUMBERED, raw=True)) as pane:
        pane.reveal(NUMBERED.index("line 3"))
        assert pane.extent.first == 1
        pane.reveal(NUMBERED.index("line 60"))
        assert any(row.strip() == "line 60" for row in rows(pane))


async def test_what_is_highlighted_has_a_style_and_a_mark_in_the_margin() -> None:
    async with showing(Layout.of_text("one two three\nfour", raw=True)) as pane:
        pane.highlight({"difference": [(4, 7)]}, gutter="difference")
        assert rows(pane)[0].startswith("┃one two three")
        assert rows(pane)[1].startswith(" four")
        assert ("two", True) in styles(pane, 0)
        pane.highlight({}, gutter="difference")
        assert rows(pane)[0].startswith(" one")


async def test_another_text_drops_the_highlights_and_was_not_seen() -> None:
    async with showing(Layout.of_text("one", raw=True)) as pane:
        pane.highlight({"match": [(0, 3)]})
        assert pane.painted
        pane.show(Layout.of_text("two", raw=True))
        assert not pane.painted
        assert rows(pane)[0].strip() == "two"
        assert all(not marked for _, marked in styles(pane, 0))


async def test_the_same_text_in_another_form_stays_where_it_was_and_was_seen() -> None:
    text = "\n\n".join(
        f"Paragraph {number} has some words that take more than a row." for number in range(40)
    )
    async with showing(Layout.of_text(text)) as pane:
        pane.scroll_rows(30)
        first = rows(pane)[1]
        pane.show(Layout.of_text(text, raw=True), pane.source, other_text=False)
        assert pane.painted
        assert any(row == first for row in rows(pane))


@pytest.mark.parametrize("raw", [True, False])
async def test_a_megabyte_costs_no_more_lines_than_the_view(
    raw: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    wrap_row = Flow._wrap_row

    def counted(flow: Flow) -> None:
        made.append(1)
        wrap_row(flow)

    async with showing(Layout.of_text("", raw=raw)) as pane:
        monkeypatch.setattr(Flow, "_wrap_row", counted)
        pane.show(Layout.of_text("A line of *prose* in é.\n\n" * 45_000, raw=raw))
        pane.render_line(0)
        # A chunk ahead, so that the length is known soon, and no more.
        assert len(made) < 1500


def test_overlapping_spans_add_up() -> None:
    row = Flow("one two three", 40).row(0)
    assert cut_up(row, [(0, 7, "strong"), (4, 13, "match")]) == [
        ("one ", "strong"),
        ("two", "strong match"),
        (" three", "match"),
    ]


def test_spans_beyond_the_row_are_cut_to_it() -> None:
    flow = Flow(Document.plain("one two three"), 8)
    assert cut_up(flow.row(1), [(2, 10, "match")]) == [("th", "match"), ("ree", "")]


@pytest.mark.parametrize("size", [(20, 5), (60, 5), (32, 3), (32, 9), (14, 2)])
async def test_a_view_that_ended_where_the_text_does_ends_there_at_every_size(size: tuple[int, int]) -> None:
    text = "\n\n".join(f"Paragraph {number} has words that take more than a row." for number in range(20))
    pane = TextPane(Layout.of_text(text))
    async with PaneApp(pane).run_test(size=(32, 5)) as pilot:
        await pilot.pause()
        pane.scroll_last()
        await pilot.resize_terminal(*size)
        await pilot.pause(0.1)
        assert pane.extent.last == pane.extent.total
        pane.scroll_start()
        await pilot.resize_terminal(32, 5)
        await pilot.pause(0.1)
        assert pane.extent.first == 1
