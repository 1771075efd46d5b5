"""Rubric files: what is accepted, and that every fault is named with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Scale
from reviewtui.rubric import RubricError, load, loads


def faults(text: str) -> list[str]:
    with pytest.raises(RubricError) as caught:
        loads(text, "rubric.toml")
    return [str(fault) for fault in caught.value.faults]


def test_every_key_of_a_valid_file_arrives() -> None:
    rubric = loads(
        """
        question = "Which reply would you send?"
        guidelines = "Be **kind**."
        scale = "graded"
        correctness = ["correct", "incorrect"]
        required = ["preference", "correctness", "note"]
        """,
        "rubric.toml",
    )
    assert rubric == Rubric(
        question="Which reply would you send?",
        guidelines="Be **kind**.",
        scale=Scale.GRADED,
        correctness=(Correctness.CORRECT, Correctness.INCORRECT),
        required=("preference", "correctness", "note"),
    )
    assert type(rubric.scale) is Scale


def test_keys_that_are_left_out_have_the_default() -> None:
    assert loads('scale = "graded"', "r") == Rubric(scale=Scale.GRADED)
    assert loads("correctness = []", "r") == Rubric(correctness=())
    assert loads("# nothing but a comment", "r") == Rubric()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('scale = "grade"', "scale: 'grade' is not one of simple, graded"),
        ("scale = true", "scale: true is not one of simple, graded"),
        (
            'critera = ["tone"]',
            "critera: unknown key; there are question, guidelines, scale, correctness, required",
        ),
        ('questoin = "Which?"', "questoin: unknown key; did you mean question?"),
        ("[require]\nx = 1", "require: unknown key; did you mean required?"),
        ("question = 3", "question: must be text in quotes, not 3"),
        (
            'question = " "',
            'question: is empty; ask what annotators decide, such as "Which answer is better?"',
        ),
        ("guidelines = ['x']", "guidelines: must be text in quotes, not a list"),
        ("guidelines = 2024-01-01", "guidelines: must be text in quotes, not a date or time"),
        ('correctness = "correct"', "correctness: must be a list of texts in [ ], not 'correct'"),
        ('correctness = ["right"]', "correctness: 'right' is not one of correct, partial, incorrect"),
        ('correctness = ["correct", "correct"]', "correctness: 'correct' stands there twice"),
        (
            'correctness = ["incorrect", "correct"]',
            "correctness: must stand in the order correct, incorrect",
        ),
        ("required = [{}]", "required: must be text in quotes, not a table"),
        ('required = ["note"]', "required: must hold 'preference': without one no label is finished"),
        ('required = ["tags"]', "required: 'tags' is not one of preference, correctness, note"),
        ('required = ["note", "note"]', "required: 'note' stands there twice"),
        (
            'correctness = []\nrequired = ["preference", "correctness"]',
            "required: 'correctness' is required but not asked: its list of levels is empty",
        ),
    ],
)
def test_a_fault_is_named_with_its_key(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_all_faults_are_said_at_once() -> None:
    text = (
        'question = ""\nscale = "x"\ncorrectness = ["good", "bad"]\nrequired = ["preference", "a"]\nfoo = 1'
    )
    assert [fault.split(":")[0] for fault in faults(text)] == [
        "question", "scale", "correctness", "correctness", "required", "foo",
    ]  # fmt: skip


def test_the_message_has_the_file_and_every_fault() -> None:
    with pytest.raises(RubricError) as caught:
        loads('scale = "grade"\nfoo = 1', "some/rubric.toml")
    message = caught.value.message
    assert message.startswith(
        "some/rubric.toml: scale: 'grade' is not one of simple, graded; foo: unknown key"
    )
    assert caught.value.exit_code == 1


def test_a_long_value_is_cut() -> None:
    (fault,) = faults(f'scale = "{"x" * 10_000}"')
    assert len(fault) < 120


def test_a_syntax_error_says_where() -> None:
    (fault,) = faults("scale = \nquestion = 'x'")
    assert fault.startswith("not valid TOML: ")
    assert "line 1, column 9" in fault


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert faults(text) == ["empty"]


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match=r"missing\.toml: can't be read \(No such file"):
        load(tmp_path / "missing.toml")
    with pytest.raises(RubricError, match=r"can't be read \(Is a directory"):
        load(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes('question = "Größer?"'.encode("latin-1"))
    with pytest.raises(RubricError, match=r"not UTF-8 text \(at byte 14\)"):
        load(latin)


def test_what_windows_editors_write_is_the_same_rubric(tmp_path: Path) -> None:
    path = tmp_path / "rubric.toml"
    path.write_bytes(b'\xef\xbb\xbfguidelines = """\r\none\r\ntwo"""\r\n')
    assert load(path).guidelines == "one\ntwo"
