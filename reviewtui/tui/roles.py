"""Style roles: what text is, such as a key or a warning. The stylesheet says how it looks, once for a screen.

A screen with panes or bars takes `COMPONENT_CLASSES = ROLES`; its widgets ask for `role_style`. As component
classes of each widget they would be worked out a dozen times at every start.
"""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

ROLES = {"role--strong", "role--quiet", "role--key", "role--alert", "role--heading", "role--mark"}


def role_style(widget: Widget, role: str) -> Style:
    """What the role adds to the widget's own style; nothing for `plain`."""
    if role == "plain":
        return Style.null()
    return widget.screen.get_component_rich_style(f"role--{role}", partial=True)
