"""Several questions asked of one set of labels: what to ask of each, so that all answers can be believed."""

from collections.abc import Sequence

from reviewtui.stats.estimate import Undefined


def holm(p_values: Sequence[float | Undefined]) -> tuple[float | Undefined, ...]:
    """Adjusted p-values of Holm (1979, Scand. J. Statist. 6:65), in the order given.

    With the p-values ascending, p₍ᵢ₎ becomes max over j <= i of min(1, (m − j + 1)·p₍ⱼ₎). To call what lies
    at or below .05 a difference keeps the chance of any false call at 5 %, however the tests hang together.
    A test that is undefined stays so, and counts in m: the questions were planned before it was known which
    of them the data would answer.

    Raises:
        ValueError: for a p-value outside [0, 1].
    """
    m = len(p_values)
    known = [(p, place) for place, p in enumerate(p_values) if not isinstance(p, Undefined)]
    if not all(0 <= p <= 1 for p, _ in known):
        raise ValueError("a p-value lies outside [0, 1]")
    adjusted = list(p_values)
    largest = 0.0
    for rank, (p, place) in enumerate(sorted(known)):
        largest = max(largest, min(1.0, (m - rank) * p))
        adjusted[place] = largest
    return tuple(adjusted)


def simultaneous_level(level: float, intervals: int) -> float:
    """The level of each of several intervals that together all hold their truth with probability `level`.

    1 − (1 − level)/m (Bonferroni 1936; Dunn 1961, JASA 56:52). For planned slices this goes beside `holm`,
    whose first step it is: where such an interval of a rate excludes one half, Holm rejects too (as far as
    interval and test agree for one slice). The reverse need not be: Holm's later steps are easier, but the
    intervals that would match them say nothing beyond "not one half" of slices already rejected, and can't
    be gated. These can be, on any bound and any number of them.

    Raises:
        ValueError: for a level outside (0, 1) or less than one interval.
    """
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    if intervals < 1:
        raise ValueError("there is no interval to adjust")
    return 1 - (1 - level) / intervals
