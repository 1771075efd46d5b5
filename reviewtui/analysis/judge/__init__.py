"""A judge model's labels against people's: one `Judging`, its document and its headline."""

from reviewtui.analysis.judge.against import ITEMS, Against, Constant
from reviewtui.analysis.judge.correction import Correction
from reviewtui.analysis.judge.document import judging_document
from reviewtui.analysis.judge.headline import answering, judge_headline, models_in_words
from reviewtui.analysis.judge.judging import JudgeFigures, Judging, judging
from reviewtui.analysis.judge.orders import Orders
from reviewtui.analysis.judge.prices import Prices
from reviewtui.analysis.judge.slices import JudgeSlice
from reviewtui.analysis.judge.verdicts import ANSWERS

__all__ = [
    "ANSWERS",
    "ITEMS",
    "Against",
    "Constant",
    "Correction",
    "JudgeFigures",
    "JudgeSlice",
    "Judging",
    "Orders",
    "Prices",
    "answering",
    "judge_headline",
    "judging",
    "judging_document",
    "models_in_words",
]
