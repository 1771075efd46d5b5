"""The small language of filters: text to a tree of conditions. Knows neither SQL nor the data."""

from reviewtui.query.errors import FilterError
from reviewtui.query.reading import read

__all__ = ["FilterError", "read"]
