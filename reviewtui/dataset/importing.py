"""Files into a project, or a look at what they would bring."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from reviewtui.dataset.fields import FieldMap
from reviewtui.dataset.known import source_name
from reviewtui.dataset.plan import Found, Plan, Source
from reviewtui.dataset.reading import unreadable
from reviewtui.dataset.report import FileReport, ImportReport
from reviewtui.domain.labels import Annotator
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.store.intake import Arrival, PutPair

BATCH_PAIRS = 5_000
BATCH_CHARACTERS = 16_000_000
"""A batch holds at most so many pairs, and not much more text. One transaction a batch: a reviewer at the
same project waits for half a second at most."""

FIRST_BATCHES = 10
"""Batches a transaction where the project had no pairs, and so has no reviewers. Hashes fall all over their
indexes, and every transaction writes each page that it touched: the fewer of them, the faster."""

STATEMENT_PAIRS = 1_000
"""Pairs whose rows are put together before the database gets them."""

Progress = Callable[[int], None]
"""Is told now and then, between two transactions, how many pairs and labels have come in."""


def import_files(
    store: Store, files: Sequence[Path], mapping: FieldMap, progress: Progress = lambda _: None
) -> ImportReport:
    """Bring files into a project.

    What is known is found again by its content: importing twice, or after an import that did not come to its
    end, adds what is missing and nothing else. Raises DataError for a file that can't be read or understood
    and UsageError for a mapping that fits no row; faults of single rows are in the report.
    """
    with closing(Plan(files, mapping)) as plan:
        return carry_out(plan, store, progress)


def carry_out(plan: Plan, store: Store, progress: Progress = lambda _: None) -> ImportReport:
    """The import of files that were looked at: `Plan` has raised what `import_files` raises, so that a
    project need not be made for files that don't fit."""
    digests = [_sha256(source.path) for source in plan.sources]
    seen_before = _seen_before(store, plan.sources, digests)
    with store.transaction():
        ids = [_begin(store, source, digest) for source, digest in zip(plan.sources, digests, strict=True)]
    writer = _Writer(store, ids)
    batches = _batches(plan.walk())
    together = 1 if store.queue.count() else FIRST_BATCHES
    with store.intake.bulk(), _no_cycles():
        for first in batches:
            with store.transaction():
                for batch in chain([first], islice(batches, together - 1)):
                    writer.write(batch)
                    # This name holds it still while the next one is read.
                    batch.clear()
            progress(writer.counts.all)
    with store.transaction():
        for source, source_id in zip(plan.sources, ids, strict=True):
            store.sources.finish(source_id, source.file.count)
    return _report(plan, writer.counts, seen_before)


def preflight(plan: Plan, store: Store | None, progress: Progress = lambda _: None) -> ImportReport:
    """What the import would bring into this project, or into a new one. Writes nothing."""
    seen_before = [False] * len(plan.sources)
    if store is not None:
        seen_before = _seen_before(store, plan.sources, [_sha256(source.path) for source in plan.sources])
    counts = Counts()
    for batch in _batches(plan.walk()):
        for found in batch:
            counts.add(found, _preview(store, found), label_new=_label_is_new(store, found))
        progress(counts.all)
    return _report(plan, counts, seen_before)


@dataclass(slots=True)
class Counts:
    """Each pair once, each label."""

    pairs_new: int = 0
    pairs_known: int = 0
    pairs_changed: int = 0
    labels_new: int = 0
    labels_known: int = 0

    @property
    def all(self) -> int:
        return self.pairs_new + self.pairs_known + self.labels_new + self.labels_known

    def add(self, found: Found, pair: PutPair, *, label_new: bool) -> None:
        if found.first:
            self.pairs_new += pair.new
            self.pairs_known += not pair.new
            self.pairs_changed += pair.changed
        if found.label is not None:
            self.labels_new += label_new
            self.labels_known += not label_new


class _Writer:
    def __init__(self, store: Store, source_ids: Sequence[int]) -> None:
        self.counts = Counts()
        self._store = store
        self._source_ids = source_ids
        self._annotators: dict[tuple[str, AnnotatorKind], Annotator] = {}

    def write(self, batch: Sequence[Found]) -> None:
        """Part of the caller's transaction."""
        for start in range(0, len(batch), STATEMENT_PAIRS):
            self._put(batch[start : start + STATEMENT_PAIRS])

    def _put(self, part: Sequence[Found]) -> None:
        results = self._store.intake.put_many(
            [Arrival(found.pair, found.identity, self._source_ids[found.source]) for found in part]
        )
        for found, result in zip(part, results, strict=True):
            self._put_occurrences(found)
            self.counts.add(found, result, label_new=self._put_label(found, result))

    def _put_occurrences(self, found: Found) -> None:
        if found.outputs:
            a, b = found.identity.a, found.identity.b
            hashes = (b, a) if found.identity.swapped else (a, b)
            for digest, (source, row) in zip(hashes, found.outputs, strict=True):
                self._store.intake.put_occurrence(digest, self._source_ids[source], row)

    def _put_label(self, found: Found, pair: PutPair) -> bool:
        """Whether there is a label, and it is new."""
        label = found.label
        if label is None:
            return False
        from reviewtui.dataset.label_rows import revision

        who = (label.annotator, label.annotator_kind)
        if who not in self._annotators:
            self._annotators[who] = self._store.annotators.get_or_add(*who)
        annotator = self._annotators[who].id
        made = revision(
            label,
            pair,
            found.identity.pair,
            annotator,
            lambda: self._store.labels.next_seq(pair.id, annotator, label.pass_),
        )
        return self._store.labels.append(made) is not None


def _batches(walk: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    characters = 0
    for found in walk:
        batch.append(found)
        characters += found.characters
        if len(batch) >= BATCH_PAIRS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _preview(store: Store | None, found: Found) -> PutPair:
    """What would become of a pair; whether its metadata would change is not looked at."""
    known = None if store is None else store.content.pair_id(found.identity.pair)
    return PutPair(known or 0, new=known is None, swapped=found.identity.swapped, changed=False)


def _label_is_new(store: Store | None, found: Found) -> bool:
    if found.label is None or store is None:
        return True
    from reviewtui.dataset.label_rows import revision_id

    swapped = found.identity.swapped
    return store.labels.by_id(revision_id(found.label, found.identity.pair, swapped=swapped)) is None


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Rows make no reference cycles: looking for some among all that a batch holds is a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def _seen_before(store: Store, sources: Sequence[Source], digests: Sequence[str]) -> list[bool]:
    return [
        any(known.layout == source.signature for known in store.sources.with_content(digest))
        for source, digest in zip(sources, digests, strict=True)
    ]


def _begin(store: Store, source: Source, digest: str) -> int:
    return store.sources.begin(
        source_name(source.path), digest, source.signature, source.size, source.modified_ns
    )


def _report(plan: Plan, counts: Counts, seen_before: Sequence[bool]) -> ImportReport:
    tally = plan.tally
    return ImportReport(
        files=tuple(
            FileReport(source.file.name, source.layout.kind.value, source.reason, source.file.count, before)
            for source, before in zip(plan.sources, seen_before, strict=True)
        ),
        pairs_new=counts.pairs_new,
        pairs_known=counts.pairs_known,
        pairs_changed=counts.pairs_changed,
        labels_new=counts.labels_new,
        labels_known=counts.labels_known,
        identical_outputs=tally.identical,
        empty_outputs=tally.empty,
        longest_output=tally.longest,
        models=tuple(sorted(tally.models)),
        fields=tally.fields,
        faults=tuple(plan.faults.kept),
        faults_by_kind=dict(plan.faults.counts),
        notes=tuple(plan.notes),
    )
