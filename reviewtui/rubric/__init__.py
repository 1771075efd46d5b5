"""Rubric files: what annotators are asked, as TOML."""

from reviewtui.rubric.faults import Fault, RubricError
from reviewtui.rubric.reading import load, loads
from reviewtui.rubric.writing import dumps, template

__all__ = ["Fault", "RubricError", "dumps", "load", "loads", "template"]
