"""Rows that are one output each: what a model answered to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewtui.dataset.conversations import conversation, reference, required_text, split_answer, text
from reviewtui.dataset.faults import RowError
from reviewtui.dataset.fields import MISSING, FieldMap, FieldPath
from reviewtui.dataset.layouts import IDS, Layout
from reviewtui.dataset.metadata import beside
from reviewtui.dataset.reading import RowFile
from reviewtui.domain.errors import DataError
from reviewtui.domain.messages import Conversation, Json


@dataclass(frozen=True, slots=True)
class Answer:
    """One row."""

    model: str
    prompt: Conversation
    messages: Conversation
    reference: str | None
    values: Mapping[str, Json]
    """What the row holds beside these."""
    ids: tuple[str | None, ...]
    """By the fields in `AnswerReader.id_names`; None where the row has no such field."""


class AnswerReader:
    """Makes answers of the rows of one file."""

    def __init__(self, file: RowFile, layout: Layout, mapping: FieldMap, model: str) -> None:
        """`model` is the name where rows have none."""
        self.file = file
        self._fields = layout.fields
        self._model = None if "model" in layout.fields else model
        self._ids = [mapping["id"]] if "id" in mapping else [FieldPath(name) for name in IDS]
        self._used = layout.used | {path.root for path in self._ids} - {"metadata"}
        self.id_names = tuple(path.text for path in self._ids)
        self.prompt_name = layout.fields["prompt"].text
        self.not_taken: set[str] = set()
        """Other fields that hold lists or objects: nothing is done with them."""

    def read(self, row: Mapping[str, Json]) -> Answer:
        """Raises RowError."""
        values, not_taken = beside(row, self._used)
        if not_taken:
            self.not_taken.update(not_taken)
        prompt, messages = self._texts(row)
        return Answer(
            model=self._model or required_text(self._get(row, "model"), self._fields["model"].text),
            prompt=prompt,
            messages=messages,
            reference=reference(self._get(row, "reference")),
            values=values,
            ids=tuple(text(path.of(row), path.text) for path in self._ids),
        )

    def again(self, place: int) -> Answer:
        """A row that could be read before. Raises DataError where it can't any more."""
        try:
            return self.read(self.file.at(place))
        except RowError as error:
            raise DataError(
                f"{self.file.name}: changed while it was read", "Import it again when it is complete."
            ) from error

    def _texts(self, row: Mapping[str, Json]) -> tuple[Conversation, Conversation]:
        prompt = conversation(self._get(row, "prompt"), "user", self.prompt_name)
        if self._fields["response"] == self._fields["prompt"]:
            return split_answer(prompt, self.prompt_name)
        answer = self._fields["response"].text
        return prompt, conversation(self._get(row, "response"), "assistant", answer)

    def _get(self, row: Mapping[str, Json], target: str) -> Json:
        path = self._fields.get(target)
        return MISSING if path is None else path.of(row)


def model_names(paths: Sequence[Path]) -> list[str]:
    """What the models of files are called whose rows do not say it: as the file, with its folder where two
    files are called the same."""
    stems = Counter(path.stem for path in paths)
    return [path.stem if stems[path.stem] == 1 else f"{path.parent.name}/{path.stem}" for path in paths]
