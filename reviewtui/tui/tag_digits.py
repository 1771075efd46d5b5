"""Which digit takes which tag: the same all session long, whatever was used last. Fingers remember."""

from __future__ import annotations

from collections.abc import Iterable

from reviewtui.domain.rubric import Rubric

DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class TagDigits:
    """The rubric's tags in its order, then an annotator's own as they come up, as far as there are digits."""

    def __init__(self, rubric: Rubric, *, sided: bool) -> None:
        self._of: dict[str, str] = {}
        self.give(tag.name for tag in rubric.tags if tag.sided is sided)

    def give(self, names: Iterable[str]) -> None:
        """See to it that these have digits, where there are some left."""
        for name in names:
            if name not in self._of and len(self._of) < len(DIGITS):
                self._of[name] = DIGITS[len(self._of)]

    def of(self, name: str) -> str:
        """Empty for a tag that is only found by its letters."""
        return self._of.get(name, "")
