from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.review.session import Session
from reviewtui.tui.panel import Panel
from reviewtui.tui.tag_digits import TagDigits
from tests.conftest import MakeSession
from tests.tui.conftest import Start

RUBRIC = Rubric(tags=(AskedTag("leak"), AskedTag("tone"), AskedTag("off topic", sided=False)))


def test_listed_tags_come_first_and_others_as_they_come_up() -> None:
    digits = TagDigits(RUBRIC, sided=True)
    digits.give(["mine", "tone", "another"])
    assert [digits.of(name) for name in ("leak", "tone", "mine", "another")] == ["1", "2", "3", "4"]
    assert TagDigits(RUBRIC, sided=False).of("off topic") == "1"


def test_a_digit_is_kept_and_beyond_nine_there_is_none() -> None:
    digits = TagDigits(Rubric(), sided=True)
    names = [f"tag {number}" for number in range(12)]
    digits.give(names)
    digits.give(reversed(names))
    assert [digits.of(name) for name in names] == [*"123456789", "", "", ""]


async def test_the_tag_used_last_stands_first_and_keeps_its_digit(
    make_session: MakeSession, start: Start
) -> None:
    session: Session = make_session(rubric=RUBRIC)
    async with start(session) as screen:
        await screen.press("s", "2", "f", "s")
        rows = screen.app.screen.query_one(Panel).text
        assert rows[1].split() == ["▸", "2", "tone"]
        assert rows[2].split() == ["1", "leak"]
        await screen.press("1")
        assert [tag.tag for tag in session.view.judgement.tags] == ["leak"]
