"""Labels by a metadata field of their prompts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reviewtui.analysis.labels.arrays import Codes, LabelArrays
from reviewtui.analysis.labels.tallies import dense
from reviewtui.domain.errors import UsageError
from reviewtui.stats import Undefined
from reviewtui.store import Store

FEWEST_PROMPTS = 30
COUNTS_ALONE = Undefined(f"fewer than {FEWEST_PROMPTS} prompts: counts alone")

Values = Mapping[int, str]
"""Prompt id to its value in one metadata field."""


def slice_values(store: Store, field: str) -> Values:
    """Prompt id to its value in a metadata field. Raises UsageError where no prompt has the field."""
    values = store.results.slices(field)
    if not values:
        known = store.results.slice_fields()
        raise UsageError(
            f"no prompt has a metadata field {field!r}",
            f"There are: {', '.join(known)}" if known else "No prompt has metadata.",
        )
    return values


def by_value(labels: LabelArrays, values: Values) -> tuple[tuple[str | None, ...], Codes]:
    """The values that these labels' prompts have, in order, None for prompts without one last; and for each
    label the place of its value among them."""
    # Looked up by prompt, of which there are fewer than labels.
    codes, n_prompts = dense(labels.prompt)
    prompts = np.empty(n_prompts, dtype=np.int64)
    prompts[codes] = labels.prompt
    given = [values.get(prompt) for prompt in prompts.tolist()]
    ordered = tuple(sorted(set(given), key=lambda one: (one is None, one or "")))
    place = {value: code for code, value in enumerate(ordered)}
    return ordered, np.array([place[value] for value in given], dtype=np.int64)[codes]
