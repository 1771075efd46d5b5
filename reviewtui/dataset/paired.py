"""Rows that are pairs."""

from __future__ import annotations

from collections.abc import Mapping

from reviewtui.dataset.conversations import conversation, reference, required_text, text
from reviewtui.dataset.fields import MISSING
from reviewtui.dataset.layouts import Layout
from reviewtui.dataset.metadata import beside, split
from reviewtui.dataset.reading import Row
from reviewtui.domain.messages import Json
from reviewtui.domain.pairs import Output, Prompt, SourcePair


class PairReader:
    """Makes pairs of the rows of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._fields = layout.fields
        self._used = layout.used
        self.unnamed = "model_a" not in layout.fields
        """Whether rows do not say whose outputs they hold: the models are then called as the fields."""
        self.not_taken: set[str] = set()
        """Other fields that hold lists or objects: nothing is done with them."""

    def read(self, row: Row) -> SourcePair:
        """Raises RowError."""
        document = row.document
        models = (self._model(document, "a"), self._model(document, "b"))
        values, not_taken = beside(document, self._used)
        if not_taken:
            self.not_taken.update(not_taken)
        parts = split(values, models)
        prompt_name, prompt = self._get(document, "prompt")
        first_name, first = self._get(document, "response_a")
        second_name, second = self._get(document, "response_b")
        id_name, id_ = self._get(document, "id")
        return SourcePair(
            prompt=Prompt(
                conversation(prompt, "user", prompt_name),
                reference(self._get(document, "reference")[1]),
                parts.prompt,
            ),
            first=Output(models[0], conversation(first, "assistant", first_name), metadata=parts.first),
            second=Output(models[1], conversation(second, "assistant", second_name), metadata=parts.second),
            row=row.number,
            external_id=text(id_, id_name),
        )

    def _get(self, document: Mapping[str, Json], target: str) -> tuple[str, Json]:
        """The field's name and what the row has there."""
        path = self._fields.get(target)
        return (target, MISSING) if path is None else (path.text, path.of(document))

    def _model(self, document: Mapping[str, Json], side: str) -> str:
        if self.unnamed:
            return self._fields[f"response_{side}"].text
        name, value = self._get(document, f"model_{side}")
        return required_text(value, name)
