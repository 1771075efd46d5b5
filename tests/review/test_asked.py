"""What a rubric asks, in words."""

from __future__ import annotations

from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from reviewtui.review.asked import asked, asked_tag_words, tag_words


def test_what_weighs_most_is_said_first_of_a_tag() -> None:
    tag = AskedTag("leak", "names a person", True, "the customer", Severity.HIGH, blocker=True)
    said = "must never happen; high severity; harms the customer; names a person"
    assert tag_words(tag) == asked_tag_words(tag) == said
    assert tag_words(AskedTag("odd")) == ""


def test_a_tag_of_the_pair_says_so_where_all_tags_are_listed() -> None:
    assert asked_tag_words(AskedTag("odd", sided=False)) == "of the pair"
    assert asked_tag_words(AskedTag("odd", "in any way", sided=False)) == "of the pair; in any way"


def test_that_pairs_come_up_again_is_said_where_they_do() -> None:
    assert dict(asked(Rubric()))["Required"] == "preference"
    assert "Repeats" not in dict(asked(Rubric()))
    assert "a second time" in dict(asked(Rubric(repeat_rate=0.1)))["Repeats"]
