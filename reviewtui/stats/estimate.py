"""What a statistic comes back as: a number with its interval, or the reason why there is none."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point value with its interval at `level`.

    `n` is the number of items that the value rests on (an item is the sampling unit: the thing that was
    judged), however many labels each of them has. `method` says how the interval was made.

    Raises:
        ValueError: unless low <= value <= high, which also refuses NaN.
    """

    value: float
    low: float
    high: float
    level: float
    method: str
    n: int

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"not an interval around its value: {self.low}, {self.value}, {self.high}")


@dataclass(frozen=True, slots=True)
class Undefined:
    """The data do not determine the statistic; `reason` says why, in words for the reader of a table."""

    reason: str


MaybeEstimate: TypeAlias = Estimate | Undefined
