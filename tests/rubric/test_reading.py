"""Rubric files: what is accepted, and that every fault is named with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewtui.domain.plan import Costs, Plan, PlannedSlice
from reviewtui.domain.rubric import REQUIRABLE, AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Severity
from reviewtui.rubric import Fault, RubricError, load, loads
from reviewtui.rubric.file import SECTIONS, TABLES, RubricFile


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


def test_criteria_and_tags_are_names_or_tables() -> None:
    rubric = loads(
        """
        criteria = ["tone", {name = "safety", description = "No harm"}]
        warned = true
        new_tags = false
        skip_reasons = [" not my field "]
        advance = "confirm"
        repeat_rate = 0.05
        required = ["preference", "criteria", "warned", "tags", "confidence"]

        [[tags]]
        name = "unsafe advice"
        description = "Dangerous to follow"
        harmed = "the user"
        severity = "high"
        blocker = true

        [[tags]]
        name = "unclear question"
        side = false
        """,
        "rubric.toml",
    )
    assert rubric == Rubric(
        criteria=(AskedCriterion("tone"), AskedCriterion("safety", "No harm")),
        warned=True,
        new_tags=False,
        skip_reasons=("not my field",),
        advance=Advance.CONFIRM,
        repeat_rate=0.05,
        required=("preference", "criteria", "warned", "tags", "confidence"),
        tags=(
            AskedTag("unsafe advice", "Dangerous to follow", True, "the user", Severity.HIGH, True),
            AskedTag("unclear question", sided=False),
        ),
    )
    assert loads('tags = ["rude"]', "r").tags == (AskedTag("rude"),)


def test_plan_and_costs_are_tables() -> None:
    rubric = loads(
        """
        warned = true
        [plan]
        candidate = "new"
        baseline = "old"
        pairs = 200
        margin = 0.05
        slices = [" language = de ", "tier"]
        checks = ["win_rate(new,old).low>50%", "slice(tier=pro).correct(new) >= .8"]
        [costs]
        incorrect = 5
        confidently_wrong = 0
        unit = " EUR "
        [costs.tags]
        unsafe = 100
        "off topic" = 0.5
        """,
        "r",
    )
    assert rubric.plan == Plan(
        candidate="new",
        baseline="old",
        pairs=200,
        margin=0.05,
        slices=(PlannedSlice("language", "de"), PlannedSlice("tier")),
        checks=("win_rate(new,old).low > 0.5", "slice(tier=pro).correct(new) >= 0.8"),
    )
    assert rubric.costs == Costs(5.0, 0.0, 0.0, (("off topic", 0.5), ("unsafe", 100.0)), "EUR")
    assert rubric.asked == Rubric(warned=True)


def test_a_section_that_says_nothing_is_none() -> None:
    assert loads("[plan]\n[costs]\nunit = 'EUR'", "r").hash == Rubric().hash


def test_a_field_with_a_fault_of_its_own_is_not_called_unasked() -> None:
    assert faults('criteria = ["a", "a"]\nrequired = ["preference", "criteria"]') == [
        "criteria: 'a' stands there twice"
    ]


def test_keys_that_are_left_out_have_the_default() -> None:
    assert loads('scale = "graded"', "r") == Rubric(scale=Scale.GRADED)
    assert loads("correctness = []", "r") == Rubric(correctness=())
    assert loads("repeat_rate = 0", "r").hash == Rubric().hash
    assert loads("# nothing but a comment", "r") == Rubric()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('scale = "grade"', "scale: 'grade' is not one of simple, graded"),
        ('advance = "enter"', "advance: 'enter' is not one of auto, confirm"),
        ("scale = true", "scale: true is not one of simple, graded"),
        (
            'data = "x"',
            "data: unknown key; there are " + ", ".join(RubricFile.model_fields),
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
        (
            'required = ["score"]',
            "required: 'score' is not one of " + ", ".join(REQUIRABLE),
        ),
        ('required = ["note", "note"]', "required: 'note' stands there twice"),
        (
            'correctness = []\nrequired = ["preference", "correctness"]',
            "required: 'correctness' is required but not asked: its list of levels is empty",
        ),
        (
            'required = ["preference", "criteria"]',
            "required: 'criteria' is required but not asked: there are none",
        ),
        (
            'required = ["preference", "warned"]',
            "required: 'warned' is required but not asked: it is false",
        ),
        (
            'new_tags = false\nrequired = ["preference", "tags"]',
            "required: 'tags' is required but not asked: none are listed, and new_tags is false",
        ),
        ("warned = 1", "warned: must be true or false, not 1"),
        ('new_tags = "yes"', "new_tags: must be true or false, not 'yes'"),
        ("repeat_rate = 0.6", "repeat_rate: must be from 0 to 0.5, not 0.6"),
        ("repeat_rate = -1", "repeat_rate: must be from 0 to 0.5, not -1.0"),
        ("repeat_rate = nan", "repeat_rate: must be from 0 to 0.5, not nan"),
        ("repeat_rate = true", "repeat_rate: must be a number, not true"),
        ('skip_reasons = ["cut off", " "]', "skip_reasons[2]: is empty"),
        ('skip_reasons = ["cut off", " cut off"]', "skip_reasons: 'cut off' stands there twice"),
        ("criteria = 3", "criteria: must be a list in [ ] or tables [[criteria]], not 3"),
        ('[tags]\nname = "rude"', "tags: must be a list in [ ] or tables [[tags]], not a table"),
        ("criteria = [3]", "criteria[1]: must be a name in quotes or a table, not 3"),
        ('criteria = ["tone", "tone "]', "criteria: 'tone' stands there twice"),
        (f"criteria = {[f'c{n}' for n in range(13)]}", "criteria: has 13, at most 12 can be asked"),
        (f"tags = {[f't{n}' for n in range(201)]}", "tags: has 201, at most 200 can be asked"),
        ("[[tags]]\nharmed = 'the user'", "tags[1].name: missing"),
        ('tags = ["rude", "two\\nlines"]', "tags[2].name: must stand on one line, without tabs"),
        ('tags = ["a\\u202eb"]', "tags[1].name: has a character that can't be seen"),
        (f'tags = ["{"x" * 41}"]', "tags[1].name: is longer than 40 cells"),
        (
            '[[tags]]\nname = "a"\n[[tags]]\nname = "b"\nseverity = "huge"',
            "tags[2].severity: 'huge' is not one of low, medium, high",
        ),
        ('[[tags]]\nname = "a"\nside = "left"', "tags[1].side: must be true or false, not 'left'"),
        ('[[tags]]\nname = "a"\nblocks = true', "tags[1].blocks: unknown key; did you mean blocker?"),
        (
            '[[criteria]]\nname = "a"\nseverity = "low"',
            "criteria[1].severity: unknown key; there are name, description",
        ),
        ('plan = "x"', "plan: must be a table [plan], not 'x'"),
        ("[[plan]]\npairs = 3", "plan: must be a table [plan], not a list"),
        ("[plan]\npair = 3", "plan.pair: unknown key; did you mean pairs?"),
        ("[plan]\npairs = 0", "plan.pairs: must be 1 or more, not 0"),
        ("[plan]\npairs = 1.5", "plan.pairs: must be a whole number, not 1.5"),
        ("[plan]\npairs = true", "plan.pairs: must be a whole number, not true"),
        ("[plan]\npairs = 200", "plan: pairs counts those of candidate and baseline: name both models"),
        (
            '[plan]\ncandidate = "new"\nbaseline = "new"',
            "plan: candidate and baseline are the same model",
        ),
        ("[plan]\nmargin = 0.5", "plan.margin: must lie between 0 and 0.5 (0.05: 45 % to 55 %), not 0.5"),
        ("[plan]\nmargin = 0", "plan.margin: must lie between 0 and 0.5 (0.05: 45 % to 55 %), not 0.0"),
        ("[plan]\nmargin = nan", "plan.margin: must lie between 0 and 0.5 (0.05: 45 % to 55 %), not nan"),
        ('[plan]\nslices = "tier"', "plan.slices: must be a list of texts in [ ], not 'tier'"),
        (
            '[plan]\nslices = ["tier", "=de"]',
            "plan.slices[2]: names no metadata field; write it as «language» or «language=de»",
        ),
        (
            '[plan]\nslices = ["tier = "]',
            "plan.slices[1]: names no value; for every value of the field write «tier»",
        ),
        ('[plan]\nslices = ["a=b", "a = b"]', "plan.slices: 'a=b' stands there twice"),
        (
            '[plan]\nchecks = ["labels > 1", "kapa >= 0.6"]',
            "plan.checks[2]: column 1: there is no figure «kapa». Did you mean kappa?",
        ),
        ('[plan]\nchecks = ["labels > 1", "labels>1"]', "plan.checks: 'labels > 1' stands there twice"),
        (
            '[plan]\nslices = ["language=en"]\nchecks = ["slice(language=de).correct(new) > 80%"]',
            "plan: checks[1] is about a slice that is not planned: add 'language=de' to slices",
        ),
        ("costs = 3", "costs: must be a table [costs], not 3"),
        ("[costs]\nincorect = 3", "costs.incorect: unknown key; did you mean incorrect?"),
        ("[costs]\nincorrect = -1", "costs.incorrect: must be a price of 0 or more, not -1.0"),
        ("[costs]\npartial = inf", "costs.partial: must be a price of 0 or more, not inf"),
        ('[costs]\npartial = "5 EUR"', "costs.partial: must be a number, not '5 EUR'"),
        ("[costs]\ntags = 3", "costs.tags: must be a table of names and prices, not 3"),
        ("[costs.tags]\nrude = true", "costs.tags.rude: must be a number, not true"),
        ('[costs.tags]\n"" = 3', "costs.tags.: is empty"),
        (f'[costs]\nunit = "{"x" * 21}"', "costs.unit: is longer than 20 cells"),
        (
            "[costs]\nconfidently_wrong = 3",
            "costs: confidently_wrong has a price but is not asked: warned is false",
        ),
        (
            'correctness = ["correct", "incorrect"]\n[costs]\npartial = 1',
            "costs: partial has a price but is not asked: correctness does not list it",
        ),
        (
            'tags = ["rude"]\nnew_tags = false\n[costs.tags]\nrude = 1\nunsafe = 3',
            "costs: tags.unsafe has a price but is not asked: new_tags is false, and it is not listed",
        ),
        (
            "tags = ['harmful advice']\nnew_tags = false\n[costs.tags]\n'harmful advise' = 3",
            (
                "costs: tags.harmful advise has a price but is not asked: new_tags is false, and it is not"
                " listed; did you mean harmful advice?"
            ),
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


@pytest.mark.parametrize(
    "value", ["3", "1.5", "true", '"x"', "[3]", "[[3]]", "{ a = 1 }", "2024-01-01", "[{}]"]
)
def test_any_value_of_any_key_is_a_rubric_or_a_fault(value: str) -> None:
    keys = [f"{key} = {value}" for key in RubricFile.model_fields]
    inner = [f"[[{key}]]\n{name} = {value}" for key, table in TABLES.items() for name in table.model_fields]
    for name, section in SECTIONS.items():
        inner += [f"[{name}]\n{key} = {value}" for key in section.model_fields]
    for text in (*keys, *inner):
        found: tuple[Fault, ...] = ()
        try:
            loads(text, "r")
        except RubricError as error:
            found = error.faults
        assert all(fault.key and fault.reason for fault in found)
