"""Style roles: what text is, such as a key or a warning. `roles.tcss` says how it looks, once for a screen.

A screen with panes or bars takes `COMPONENT_CLASSES = ROLES`; its widgets ask for `role_style`. As component
classes of each widget they would be worked out a dozen times at every start.
"""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

BARS = ("strong", "quiet", "key", "alert", "caret", "title")
TEXTS = ("heading", "emphasis", "strike", "code", "link", "quote", "fold", "role")
CODE = ("keyword", "string", "number", "comment", "name", "inserted", "deleted")
MARKED = ("mark", "difference", "match", "current")

ROLES = {f"role--{name}" for name in (*BARS, *TEXTS, *CODE, *MARKED)}


def role_style(widget: Widget, role: str) -> Style:
    """What the role adds to the widget's own style; several, separated by blanks, add up, the last before
    those to its left. Nothing for `plain`."""
    style = Style.null()
    for name in role.split():
        if name != "plain":
            style += widget.screen.get_component_rich_style(f"role--{name}", partial=True)
    return style
