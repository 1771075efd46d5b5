"""A screen over the review that is there for its editor."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.screen import ModalScreen

from reviewtui.tui.roles import ROLES
from reviewtui.tui.safe_editor import SafeEditor

Result = TypeVar("Result")


class EditorScreen(ModalScreen[Result], Generic[Result], inherit_bindings=False):
    """On a slow link keys come in bursts: those right behind the one that opened the editor are meant for it,
    but come when it has no focus yet. They are handed on to it, in their order."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES

    def __init__(self, editor: SafeEditor) -> None:
        super().__init__()
        self.editor = editor

    def on_key(self, event: events.Key) -> None:
        if self.focused is not self.editor:
            event.stop()
            self.take(event)

    def take(self, event: events.Key) -> None:
        self.editor.post_message(events.Key(event.key, event.character))
