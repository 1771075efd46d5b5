"""Names that have to share a narrow column: cut in the middle, once, and still different."""

from collections.abc import Mapping, Sequence

from reviewtui.text.cells import cell_width, cut

# How much of a shortened name is its start. Names of one family differ at their ends, dated ones in the
# middle, so that more than one is tried.
_HEADS = (0.5, 0.25, 0.75, 0.0)


def in_the_middle(text: str, width: int, head: float = _HEADS[0]) -> str:
    """Return ``text``, which is safe and one line, in at most ``width`` cells, "…" where it was cut."""
    if cell_width(text) <= width:
        return text
    start = cut(text, int(width * head))
    room = width - cell_width(start) - 1
    end = len(text)
    while end and cell_width(text[end - 1 :]) <= room:
        end -= 1
    return f"{start}…{text[end:]}" if room >= 0 else ""


def shortened(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> list[list[str]] | None:
    """Return the texts of columns, each in at most its column's width, different ones different all over.

    None where no cut does that.
    """
    for head in _HEADS:
        found = [
            [in_the_middle(text, width, head) for text in texts]
            for texts, width in zip(columns, widths, strict=True)
        ]
        meant = {
            (shown, text)
            for shown_texts, texts in zip(found, columns, strict=True)
            for shown, text in zip(shown_texts, texts, strict=True)
        }
        if len({shown for shown, _ in meant}) == len(meant):
            return found
    return None


def numbered(texts: Sequence[str], width: int, numbers: Mapping[str, int]) -> list[str]:
    """Return each text in at most ``width`` cells, those that are cut with their number at the end."""
    found: list[str] = []
    for text in texts:
        mark = f"#{numbers[text]}"
        if cell_width(text) > width > len(mark):
            text = in_the_middle(text, width - len(mark)) + mark
        found.append(in_the_middle(text, width))
    return found
