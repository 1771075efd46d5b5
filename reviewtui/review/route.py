"""The way through the pairs: the project's order, a filter on it, and the repeats that are put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Annotator
from reviewtui.domain.vocabulary import Op, Status
from reviewtui.review import wording
from reviewtui.review.presence import last_left
from reviewtui.review.repeats import PASS, REPEAT, Repeats
from reviewtui.review.turns import Turns, turns
from reviewtui.store import Store
from reviewtui.store.clauses import EVERY, Whose
from reviewtui.store.queue import Place

if TYPE_CHECKING:
    from reviewtui.domain.filters import Filter
    from reviewtui.store.listing import Listing

QUEUE, GOTO = "queue", "goto"

FIELDS_OF = 1_000
"""Prompts that are asked which fields their metadata has."""

LONGEST_NUMBER = 12
"""Digits of a pair's number: no project has more pairs."""


class Stop(NamedTuple):
    """A pair that comes up, and how."""

    place: Place
    """Where it stands in the project's order; of a repeat, that of the pair that it was put in behind, or its
    own where it stands in for its first answer."""
    pair_id: int
    served_by: str
    pass_: int = 0

    @classmethod
    def at(cls, place: Place, served_by: str) -> Stop:
        return cls(place, place.pair_id, served_by)


class Start(NamedTuple):
    """The first pair of a session, and the filter that was on when the last one ended there."""

    stop: Stop
    filter_text: str = ""


class Route:
    """Finds what comes up next. It moves nothing and writes nothing."""

    def __init__(self, store: Store, annotator: Annotator, repeats: Repeats) -> None:
        self._store = store
        self._queue = store.queue
        self._annotator = annotator
        self._repeats = repeats
        self._filter: Filter | None = None
        self._chosen = EVERY

    # A filter

    @property
    def filter_text(self) -> str:
        return self._filter.text if self._filter else ""

    @property
    def _served_by(self) -> str:
        return self._filter.served_by if self._filter else QUEUE

    @property
    def _by_outcome(self) -> bool:
        """Whether the filter says itself which labels are to come up, finished ones among them."""
        return self._filter is not None and self._filter.about_outcomes

    def filter(self, text: str, here: Place) -> Stop:
        """Go through the pairs that a filter finds, and through all again where the text is blank.

        The first of them: of a filter on outcomes, the first in the order; else the first that is open, from
        here on and round. Raises ReviewError, and goes on as before, where none is found.
        """
        asked, pairs = None, EVERY
        if text.strip():
            asked = _read(text)
            pairs = self._queue.choose(asked.condition, Whose(self._annotator.id))
        first = self._queue.first(pairs)
        if first is None:
            raise ReviewError(self.no_match(text))
        self._filter, self._chosen = asked, pairs
        place = None if self._by_outcome else self._open_from(here)
        return self._stop(place or first, self._served_by)

    def _open_from(self, here: Place) -> Place | None:
        just_before = here._replace(pair_id=here.pair_id - 1)
        return self._queue.next_unlabeled(self._annotator.id, just_before, self._chosen)

    def _fields(self) -> tuple[str, ...]:
        """The fields of the prompts' metadata that a filter may ask for, as far as the first prompts show."""
        # Imported with the first such question: most sessions ask none.
        from reviewtui.domain.telling import names_verdict

        names = self._store.content.prompt_fields(FIELDS_OF)
        return tuple(name for name in names if not names_verdict(name))

    def no_match(self, text: str) -> str:
        """What is said of a filter that finds nothing, with the fields that there are if it asks for more."""
        said = f"no pair matches «{text.strip()}»"
        fields = self._fields() if text.strip() else ()
        asked = _read(text).fields if fields else ()
        if all(path[0] in fields or ".".join(path) in fields for path in asked):
            return said
        return f"{said}; fields here: {wording.names(fields)}"

    # From one pair to another

    def after(self, place: Place) -> Stop:
        found = self._queue.after(place, self._chosen)
        if found is None:
            raise ReviewError(self._no_more("behind") or "this is the last pair")
        return self._stop(found, self._served_by)

    def before(self, stop: Stop) -> Stop:
        """From a repeat that was put in, back to the pair that it stands behind."""
        if stop.pair_id != stop.place.pair_id:
            return self._stop(stop.place, self._served_by)
        found = self._queue.before(stop.place, self._chosen)
        if found is None:
            raise ReviewError(self._no_more("before") or "this is the first pair")
        return self._stop(found, self._served_by)

    def _stop(self, place: Place, served_by: str) -> Stop:
        """The pair there, or its repeat where that was begun: it stands in for the first answer."""
        if self._repeats.is_begun(place.pair_id):
            return Stop(place, place.pair_id, REPEAT, PASS)
        return Stop.at(place, served_by)

    def _no_more(self, where: str) -> str:
        return f"no pair {where} this one matches «{self.filter_text}»" if self._filter else ""

    def onward(self, place: Place) -> Stop | None:
        """The next open pair; with a filter on outcomes, the next that it finds. None: there is none."""
        if self._by_outcome:
            found = self._queue.after(place, self._chosen)
        else:
            found = self._queue.next_unlabeled(self._annotator.id, place, self._chosen)
        return found and self._stop(found, self._served_by)

    def upcoming(self, place: Place) -> tuple[Turns, ...]:
        """The outputs of the next open pair. Nothing while a filter is on, which may look for long."""
        stop = None if self._filter else self.onward(place)
        if stop is None:
            return ()
        pair = self._store.content.pair(stop.pair_id)
        return turns(pair.a.messages), turns(pair.b.messages)

    def repeat(self, stop: Stop, labels: int) -> Stop | None:
        """The repeat that comes behind a pair just labeled in the usual order, if one does."""
        if stop.served_by != QUEUE or self._filter is not None:
            return None
        pair_id = self._repeats.draw(labels)
        return None if pair_id is None else Stop(stop.place, pair_id, REPEAT, PASS)

    def listing(self, text: str, hidden: int) -> Listing:
        """The pairs that a filter finds, all where the text is blank; without what was said of the pair
        `hidden`."""
        condition = _read(text).condition if text.strip() else None
        return self._store.listing(Whose(self._annotator.id, hidden), condition)

    def nothing_left(self, skipped: int) -> str:
        """What is said where `onward` finds nothing."""
        if self._by_outcome:
            return self._no_more("behind")
        if self._filter is not None:
            return f"all pairs that match «{self.filter_text}» are done"
        return "all pairs are done" + (f", {skipped:,} of them skipped" if skipped else "")

    def goto(self, target: str) -> Stop:
        """By number in the project's order, or by a source's id; `#12` can only be a number."""
        text = _storable(target.strip())
        digits = text.removeprefix("#")
        place = None if text.startswith("#") else self._queue.with_external_id(text)
        if place is None and digits.isdecimal() and len(digits) <= LONGEST_NUMBER and int(digits) > 0:
            place = self._queue.at(int(digits))
        if place is None:
            raise ReviewError(f"no pair has the number or id «{text}»")
        return self._stop(place, GOTO)

    def pair(self, pair_id: int) -> Stop:
        return self._stop(self._queue.place(pair_id), GOTO)

    def back_to(self, pair_id: int, served_by: str, pass_: int) -> Stop:
        """Where a pair came up then."""
        if not pass_:
            return Stop.at(self._queue.place(pair_id), served_by)
        behind = self._store.repeats.behind_which(self._annotator.id, pair_id)
        return Stop(behind or self._queue.place(pair_id), pair_id, served_by, pass_)

    def start(self) -> Start:
        """Where the annotator left: the pair at hand when the last session ended, if nothing was said or came
        in since; the draft or the taken-back label that was touched last; else the next open pair behind the
        last label. A repeat that was served and not begun does not come back."""
        revisions = self._store.labels.newest_first(self._annotator.id)
        last = next((revision for revision in revisions if revision.op is not Op.IMPORT), None)
        draft, body = next(self._store.drafts.newest_first(self._annotator.id), (None, {}))
        left = last_left(self._store, self._annotator)
        said_at = max(last.created_at if last else "", draft.updated_at if draft else "")
        if left and left.ended_at > said_at and left.newest_pair == self._queue.newest():
            return Start(self._stop(self._queue.place(left.pair_id), left.served_by), left.filter_text)
        if draft is not None and (last is None or draft.updated_at > last.created_at):
            return Start(self.back_to(draft.pair_id, body["served_by"], draft.pass_))
        behind = None
        if last is not None:
            stop = self.back_to(last.pair_id, last.served_by, last.pass_)
            if last.status is Status.RETRACTED and not last.revealed:
                return Start(stop)
            behind = stop.place
        place = self._queue.next_unlabeled(self._annotator.id, behind) or behind or self._queue.first()
        if place is None:
            raise ReviewError("the project has no pairs", "Import some: reviewtui import FILE --db PROJECT")
        return Start(Stop.at(place, QUEUE))


def _read(text: str) -> Filter:
    """The language is imported when the first filter is asked for: most sessions have none."""
    from reviewtui.query import read

    return read(_storable(text))


def _storable(typed: str) -> str:
    """A lone surrogate can't be in the database, nor be looked up there."""
    return typed.encode("utf-8", "replace").decode("utf-8")
