"""From label rows to numbers: what the labels say, with intervals, tests and what to know beside them.

`summarise` reads a project once and returns one `Summary`, from which every face takes its numbers;
`measure_agreement` does the same for how far annotators agree, which grows with their pairs and is therefore
apart. Their documents are the JSON that programs rely on.
"""

from reviewtui.analysis.agreement.document import agreement_document
from reviewtui.analysis.agreement.measuring import (
    Agreement,
    AgreementBetween,
    AgreementOverall,
    measure_agreement,
)
from reviewtui.analysis.document import summary_document
from reviewtui.analysis.labels.arrays import AnnotatorName, LabelArrays, labels_to_arrays, read_labels
from reviewtui.analysis.notes import Note
from reviewtui.analysis.outcomes.correctness import ModelCorrectness
from reviewtui.analysis.preference.comparison import Comparison
from reviewtui.analysis.preference.decision import Decision
from reviewtui.analysis.preference.tendencies import Tendency
from reviewtui.analysis.slices import Slice
from reviewtui.analysis.summary import Summary, summarise

__all__ = [
    "Agreement",
    "AgreementBetween",
    "AgreementOverall",
    "AnnotatorName",
    "Comparison",
    "Decision",
    "LabelArrays",
    "ModelCorrectness",
    "Note",
    "Slice",
    "Summary",
    "Tendency",
    "agreement_document",
    "labels_to_arrays",
    "measure_agreement",
    "read_labels",
    "summarise",
    "summary_document",
]
