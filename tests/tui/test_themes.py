"""Which colours a terminal starts with, and that one's own are kept."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.review.session import Session
from reviewtui.review.settings import Settings
from reviewtui.tui import themes
from reviewtui.tui.app import ReviewApp
from reviewtui.tui.bar import Bar
from reviewtui.tui.roles import ROLES, role_style


@pytest.fixture(autouse=True)
def _colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize(
    ("term", "colours", "theme"),
    [
        ("xterm-256color", "truecolor", "textual-dark"),
        ("xterm-256color", "", "textual-dark"),
        ("xterm-kitty", "", "textual-dark"),
        ("xterm", "24bit", "textual-dark"),
        ("xterm", "", "ansi-dark"),
        ("linux", "", "ansi-dark"),
        ("xterm-16color", "", "ansi-dark"),
    ],
)
def test_a_terminal_with_few_colours_uses_its_own(
    monkeypatch: pytest.MonkeyPatch, term: str, colours: str, theme: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colours)
    assert themes.start_theme(Settings()) == theme


@pytest.mark.parametrize(
    ("settings", "theme"),
    [
        (Settings(chosen_theme="nord"), "nord"),
        (Settings(theme="dracula", chosen_theme="nord"), "dracula"),
        (Settings(chosen_theme="of another version"), "textual-dark"),
        (Settings(chosen_theme="../../etc/passwd\x1b[2J"), "textual-dark"),
    ],
)
def test_the_configured_theme_goes_before_the_chosen_one(settings: Settings, theme: str) -> None:
    assert themes.start_theme(settings) == theme


def test_a_configured_theme_that_there_is_not_is_said() -> None:
    with pytest.raises(UsageError, match=r"config\.toml: there is no theme 'mauve'") as raised:
        themes.start_theme(Settings(theme="mauve", source="config.toml"))
    assert "textual-light" in raised.value.hint


def test_all_of_textuals_themes_are_offered_the_dark_ones_first() -> None:
    assert sorted(themes.names()) == sorted(BUILTIN_THEMES)
    words = [themes.dark_or_light(name).partition(",")[0] for name in themes.names()]
    assert words == sorted(words)


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_every_role_has_a_look_in_every_theme(session: Session, theme: str) -> None:
    app = ReviewApp(session, "pairs", settings=Settings(chosen_theme=theme))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == theme
        bar = app.screen.query(Bar).first()
        plain = role_style(bar, "plain")
        for role in sorted(ROLES):
            assert role_style(bar, role.removeprefix("role--")) != plain, role


async def test_without_colours_all_but_parts_of_code_have_a_text_style(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReviewApp(session, "pairs")
    async with app.run_test() as pilot:
        await pilot.pause()
        bar = app.screen.query(Bar).first()
        # Strings, numbers and names are told by their letters, lines of a diff by their signs.
        told = {"role--string", "role--number", "role--name", "role--inserted", "role--deleted"}
        for role in ROLES - told:
            style = role_style(bar, role.removeprefix("role--"))
            assert any((style.bold, style.dim, style.italic, style.underline, style.strike, style.reverse)), (
                role
            )


async def test_roles_add_up(session: Session) -> None:
    app = ReviewApp(session, "pairs")
    async with app.run_test() as pilot:
        await pilot.pause()
        bar = app.screen.query(Bar).first()
        style = role_style(bar, "strong link difference plain")
        assert style.bold
        assert style.underline
        assert style.bgcolor == role_style(bar, "difference").bgcolor


async def test_a_chosen_theme_is_used_and_kept(session: Session) -> None:
    kept: list[str] = []
    settings = Settings(keep_theme=lambda name: kept.append(name) or "kept")
    app = ReviewApp(session, "pairs", settings=settings)
    async with app.run_test() as pilot:
        await pilot.press("T", *"nord", "enter")
        await pilot.pause()
        assert app.theme == "nord"
        assert kept == ["nord"]
        assert "nord: kept" in app.screen.query_one("#label", Bar).text
        await pilot.press("T", "escape")
        assert kept == ["nord"]


async def test_a_theme_that_cannot_be_kept_is_used_and_said(session: Session) -> None:
    def fail(name: str) -> str:
        raise ReviewError("it holds for this session only")

    app = ReviewApp(session, "pairs", settings=Settings(keep_theme=fail))
    async with app.run_test() as pilot:
        await pilot.press("T", *"nord", "enter")
        await pilot.pause()
        assert app.theme == "nord"
        assert "for this session only" in app.screen.query_one("#label", Bar).text


async def test_without_colours_there_is_nothing_to_choose(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReviewApp(session, "pairs")
    async with app.run_test() as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert "there are no colours" in app.screen.query_one("#label", Bar).text
