"""Names that people give to tags, criteria and reasons: short, on one line, every character to be seen."""

from __future__ import annotations

from reviewtui.text.cells import cell_width
from reviewtui.text.display import marks

NAME_CELLS = 40


def checked_name(text: str, cells: int = NAME_CELLS) -> str:
    """The name without the blanks around it. Raises ValueError with what is wrong with it."""
    name = text.strip()
    if not name:
        raise ValueError("is empty")
    if len(name.splitlines()) > 1 or "\t" in name:
        raise ValueError("must stand on one line, without tabs")
    if any(marks(name)) or cell_width(name) == 0:
        raise ValueError("has a character that can't be seen")
    if cell_width(name) > cells:
        raise ValueError(f"is longer than {cells} cells")
    return name
