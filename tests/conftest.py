"""Small projects to test with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from reviewtui.domain.messages import Conversation, one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.rubric import Rubric
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store

# A deadline would assert a wall-clock time.
settings.register_profile("reviewtui", deadline=None)
settings.load_profile("reviewtui")


@pytest.fixture(autouse=True)
def _own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own configuration and data."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("REVIEWTUI_ANNOTATOR", raising=False)


def source_pair(number: int, *, swapped: bool = False) -> SourcePair:
    """Pair `number` of two models, «old» and «new»; «new» is the source's first output unless swapped."""
    outputs = (
        Output("new", one_message("assistant", f"The new answer to question {number}.")),
        Output("old", one_message("assistant", f"The old answer to question {number}.")),
    )
    first, second = reversed(outputs) if swapped else outputs
    prompt = Prompt(one_message("user", f"Question {number}?"), f"Reference {number}.", {"topic": "test"})
    return SourcePair(prompt, first, second, number, f"q{number}")


def put_pairs(store: Store, count: int) -> list[int]:
    with store.transaction():
        source = store.sources.begin("pairs.jsonl", "0" * 64, "paired", 1, 1)
        ids = [store.intake.put(source_pair(number), source).id for number in range(1, count + 1)]
        store.sources.finish(source, count)
    return ids


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A project with six pairs."""
    with Store.open(tmp_path / "pairs.review.db", create=True) as store:
        put_pairs(store, 6)
        yield store


def _conversation(role: str, said: str | Conversation) -> Conversation:
    return one_message(role, said) if isinstance(said, str) else said


@pytest.fixture
def put(store: Store) -> Callable[..., int]:
    """Adds a pair with these texts, or conversations; returns its id."""

    def put(
        left: str | Conversation,
        right: str | Conversation,
        prompt: str | Conversation = "What?",
        external_id: str = "special",
        **models: str,
    ) -> int:
        with store.transaction():
            source = store.sources.begin("special.jsonl", "f" * 64, "paired", 1, 1)
            pair = SourcePair(
                Prompt(_conversation("user", prompt)),
                Output(models.get("one", "one"), _conversation("assistant", left)),
                Output(models.get("other", "other"), _conversation("assistant", right)),
                1,
                external_id,
            )
            return store.intake.put(pair, source).id

    return put


MakeSession = Callable[..., Session]


@pytest.fixture
def make_session(store: Store) -> MakeSession:
    """Sessions on the six pairs: a new one takes over, as after a restart."""

    def make(name: str = "ana", rubric: Rubric | None = None, *, read_only: bool = False) -> Session:
        annotator = store.annotators.get_or_add(name)
        held = None if read_only else presence.begin(store, annotator, login="tester")
        return Session(store, annotator, rubric or Rubric(), held)

    return make


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()


class ReadOnlyDirectory:
    """A directory that can't be written, also in a container whose tests run as root."""

    NOBODY = 65534

    def __init__(self, path: Path) -> None:
        self.path = path

    def holding(self, file: Path) -> Path:
        copy = self.path / file.name
        copy.write_bytes(file.read_bytes())
        copy.chmod(0o444)
        self.path.chmod(0o555)
        return copy

    @contextmanager
    def unprivileged(self) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(self.NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)


@pytest.fixture
def read_only_directory() -> Iterator[ReadOnlyDirectory]:
    # Not in tmp_path, whose parents only their owner may enter.
    path = Path(tempfile.mkdtemp(prefix="reviewtui-"))
    path.chmod(0o755)
    yield ReadOnlyDirectory(path)
    path.chmod(0o755)
    shutil.rmtree(path)
