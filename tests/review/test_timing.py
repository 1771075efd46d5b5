from __future__ import annotations

from reviewtui.review.timing import LONGEST_LOOK_S, Pace, Stopwatch


def test_time_between_keys_is_work_and_a_break_is_not() -> None:
    times = iter([0.0, 10.0, 10.0 + 3600, 4000.0])
    watch = Stopwatch(lambda: next(times))
    watch.touch()
    watch.touch()
    assert watch.take() == round((10 + LONGEST_LOOK_S + LONGEST_LOOK_S) * 1000)


def test_pace_says_nothing_from_two_labels() -> None:
    pace = Pace()
    for _ in range(Pace.FEWEST - 1):
        pace.add(1, 30_000)
    assert pace.per_hour is None
    assert pace.minutes_for(10) is None
    pace.add(1, 30_000)
    assert pace.per_hour == 120
    assert pace.minutes_for(10) == 5
