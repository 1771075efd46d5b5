"""Estimates and tests as JSON: the one spelling that every document uses."""

from __future__ import annotations

from typing import Any

from reviewtui.stats import MaybeEstimate, TestResult, Undefined

Document = dict[str, Any]


def estimate_document(estimate: MaybeEstimate) -> Document:
    if isinstance(estimate, Undefined):
        return {"value": None, "undefined": estimate.reason}
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "level": estimate.level,
        "method": estimate.method,
        "n": estimate.n,
    }


def significance_document(test: TestResult) -> Document:
    if isinstance(test.p, Undefined):
        return {"name": test.name, "undefined": test.p.reason, "n": test.n}
    return {"name": test.name, "p": test.p, "n": test.n}
