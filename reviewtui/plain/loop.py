"""The prompt loop: a line is read, done, answered, until there are no more lines."""

from __future__ import annotations

from reviewtui.domain.errors import ReviewError
from reviewtui.plain.commands import Commands, Step
from reviewtui.plain.face import Face
from reviewtui.plain.paper import Paper
from reviewtui.plain.reader import Reader
from reviewtui.review.actions import BY_NAME
from reviewtui.review.keymap import DEFAULT, Keymap
from reviewtui.review.session import Session
from reviewtui.text.display import one_line

PROMPT = "> "


class Loop:
    """A session in lines. Ends with `quit` or with the input."""

    def __init__(
        self, session: Session, reader: Reader, paper: Paper, project: str = "", keymap: Keymap = DEFAULT
    ) -> None:
        """`project` is what the project is called; empty where its name would tell too much."""
        self._session = session
        self._project = project
        self._reader = reader
        self._paper = paper
        self._commands = Commands(keymap, verdicts=1 + len(session.rubric.criteria))
        self._face = Face(session, paper, keymap)
        self._printed: tuple[object, ...] = ()
        """The pair that was printed last, and how: the only one that a line can say something of."""

    def run(self) -> None:
        session = self._session
        who = f"{session.annotator.name} reviews {self._project or 'a project'}"
        self._paper.say(f"{who}, read only." if session.read_only else f"{who}.")
        if session.repeats:
            self._paper.say("Some of your own pairs come up again, to see how steady judgements are.")
        self._paper.say(
            "Type keys or names of actions, then Enter. help lists them, quit ends; all is saved."
        )
        if session.greeting:
            self._paper.say(session.greeting)
        self._print_pair()
        while (line := self._next_line()) is not None:
            session.touch()
            try:
                steps = self._commands.steps(line)
            except ReviewError as error:
                self._paper.say(error.message)
                continue
            if not self._take(steps):
                return

    def _next_line(self) -> str | None:
        self._paper.ask(PROMPT)
        line = self._reader.read()
        if line is None or not self._reader.is_terminal:
            # A terminal shows what is typed, but for the end of it; a log would have the answers alone.
            self._paper.answer(line or "")
        return line

    def _take(self, steps: tuple[Step, ...]) -> bool:
        """Do the steps of a line, up to one that can't be done. Returns whether the session goes on."""
        before, lines = self._state, self._paper.lines
        for number, step in enumerate(steps):
            if step.name == "quit":
                return False
            action = BY_NAME.get(step.name)
            labels = action is not None and action.labels
            if labels and self._at_hand != self._printed:
                self._paper.say(f"too early: «{step.name}» was not taken, its pair is printed only now")
                continue
            try:
                self._face.do(step)
            except ReviewError as error:
                self._paper.say(error.message)
                rest = " ".join(one.name for one in steps[number + 1 :])
                if rest:
                    self._paper.say(f"not done after that: {rest}")
                break
        if self._at_hand != self._printed:
            self._print_pair()
        elif self._state != before or self._paper.lines == lines:
            self._face.print_label()
        return True

    @property
    def _at_hand(self) -> tuple[object, ...]:
        """The pair with its sides."""
        view = self._session.view
        return view.pair_id, view.left_slot

    @property
    def _state(self) -> tuple[object, ...]:
        """What a line can change of a pair."""
        view = self._session.view
        return view.judgement, view.status, self._session.criterion

    def _print_pair(self) -> None:
        self._face.print_pair()
        self._printed = self._at_hand
        for line in self._reader.typed_ahead():
            self._paper.say(f"too early: «{one_line(line, 40)}» was typed before this pair was printed")
