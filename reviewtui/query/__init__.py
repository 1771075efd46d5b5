"""The small languages of filters and of conditions: text to a tree. Knows neither SQL nor the data."""

from reviewtui.query.conditions import read_check
from reviewtui.query.errors import CheckError, FilterError
from reviewtui.query.reading import read

__all__ = ["CheckError", "FilterError", "read", "read_check"]
