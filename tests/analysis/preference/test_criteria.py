"""One preference more a label, on one aspect."""

from __future__ import annotations

from reviewtui.analysis.preference.criteria import criteria_of
from reviewtui.stats import Estimate, mean_of_scores
from tests.analysis.tables import Said, table_of


def test_each_criterion_of_each_two_models() -> None:
    said = [
        Said(1, criteria=(("tone", "a"), ("facts", "b"))),
        Said(1, annotator="ben", criteria=(("tone", "tie"),)),
        Said(2, criteria=(("tone", "both_bad"), ("facts", None))),
        Said(3, criteria=(("tone", "b"),)),
        Said(4, models=("m", "new"), criteria=(("tone", "a"),)),
        Said(5, models=("m", "m"), criteria=(("tone", "a"),)),
        Said(6),
    ]
    facts, tone_of_m, tone = criteria_of(table_of(said))
    assert (facts.criterion, facts.model_a, facts.wins_a, facts.wins_b, facts.n_labels) == (
        "facts",
        "new",
        0,
        1,
        1,
    )
    assert (tone_of_m.criterion, tone_of_m.model_a, tone_of_m.model_b) == ("tone", "m", "new")
    assert (tone.wins_a, tone.wins_b, tone.ties, tone.both_bad) == (1, 1, 1, 1)
    assert (tone.n_labels, tone.n_prompts) == (4, 3)
    assert tone.win_rate_a == mean_of_scores([1, 0.5, 0.5, 0], [1, 1, 2, 3])
    other = facts.mirrored
    assert (other.model_a, other.wins_a, other.wins_b) == ("old", 1, 0)
    assert isinstance(other.win_rate_a, Estimate)
    assert other.win_rate_a.value == 1


def test_no_criterion() -> None:
    assert criteria_of(table_of([Said(1)])) == ()
    assert criteria_of(table_of([])) == ()
