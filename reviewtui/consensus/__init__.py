"""One judgement made of several annotators', by a stated policy."""

from reviewtui.consensus.majority import Answer, Decision, Verdict, majority

__all__ = ["Answer", "Decision", "Verdict", "majority"]
