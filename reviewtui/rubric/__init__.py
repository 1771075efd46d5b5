"""Rubric files: what annotators are asked, as TOML."""

from reviewtui.rubric.reading import Fault, RubricError, load, loads
from reviewtui.rubric.writing import dumps, template

__all__ = ["Fault", "RubricError", "dumps", "load", "loads", "template"]
