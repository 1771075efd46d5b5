"""Giving the mouse back to the terminal while the screen is up, so that the terminal selects text."""

from __future__ import annotations

from textual.driver import Driver


def report_mouse(driver: Driver | None, on: bool) -> None:
    """Have the terminal report the mouse, or not. Nothing where there is no terminal.

    Textual offers this at the start alone. The driver's flag is set too, so that the mouse is left alone when
    the program comes back from a suspension.
    """
    enable = getattr(driver, "_enable_mouse_support", None)
    disable = getattr(driver, "_disable_mouse_support", None)
    if driver is None or enable is None or disable is None:
        return
    # Both do nothing while the flag says that there is no mouse.
    driver._mouse = True  # noqa: SLF001  there is no public way; tested against Textual 8
    if on:
        enable()
    else:
        disable()
        driver._mouse = False  # noqa: SLF001  as above
