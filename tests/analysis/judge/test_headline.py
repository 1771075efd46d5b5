"""What a judge is worth, in words."""

from __future__ import annotations

from reviewtui.analysis.judge.headline import judge_headline
from tests.analysis.conftest import many
from tests.analysis.judge.conftest import beside, drawn, figures, value, verdicts


def test_the_headline_is_for_who_decides() -> None:
    truth, judge = drawn(300, seed=4)
    people = many(truth[:100]) + many(judge[:40], "ben")
    one = figures(people, verdicts(judge))
    words = judge_headline(one, [("new", "old")])
    found = beside(one)
    assert words.startswith(
        f"The judge bot says what most people say in {100 * value(found.accuracy):.1f} % (95 % int"
    )
    assert f"of {found.n} pairs" in words
    assert "On the 40 pairs that two or more people judged, it agrees with one of them in " in words
    assert "Always to prefer old would be right in " in words
    assert "corrected by people's labels on 100 prompts it is " in words


def test_one_person_is_called_by_name() -> None:
    words = judge_headline(figures(many("aabb"), verdicts("aaab")), [("new", "old")])
    assert words.startswith("The judge bot says what ana says in 75.0 %")
