"""Reference cases that lie beside the checkout, where they do."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

CASES = Path(__file__).resolve().parents[3] / "shared" / "reference" / "cases.json"


@pytest.fixture(scope="session")
def cases() -> dict[str, dict[str, Any]]:
    """Published or independently computed answers, by id."""
    if not CASES.exists():
        pytest.skip("the reference cases are not beside this checkout")
    return {case["id"]: case for case in json.loads(CASES.read_text())["cases"]}


@pytest.fixture(scope="session")
def krippendorff_2011() -> NDArray[np.int64]:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: 12 units, 4 observers.

    Gwet (2014, Handbook of Inter-Rater Reliability) uses the same ratings. Codes from 0, -1 is missing.
    """
    by_rater = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
    return np.array(by_rater).T - 1
