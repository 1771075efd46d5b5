"""Markdown to lines, by the tokens of markdown-it, never its HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from reviewtui.text.typesetting.highlight import code_lines
from reviewtui.text.typesetting.inline import lines_of, math, product
from reviewtui.text.typesetting.markdown_table import Align, Cell, lay_out, surplus
from reviewtui.text.typesetting.segments import TABLE_RULE
from reviewtui.text.typesetting.sheet import Run, Sheet

# markdown-it drops what is nested deeper, and a level of a list takes two: such a text is shown as written.
_DEEPEST = 40

# More than a segment can fill; a row of one mark would still make a cell for each column.
_MOST_CELLS = 16_384

_INDENT = "  "


class _Parser(MarkdownIt):
    # Targets are shown as they are written, in any script, and never opened.
    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "maxNesting": _DEEPEST})
    # Definitions of links stay as they are written, at their place: they may be used in any other segment.
    # What `normalize` would do to line ends and NUL would hide what was written.
    parser.enable(["table", "strikethrough"]).disable(["reference", "normalize"])
    parser.inline.ruler.before("escape", "math", math)
    parser.inline.ruler.before("emphasis", "product", product)
    return parser


def write_markdown(sheet: Sheet, text: str, head: str = "") -> None:
    """Write the blocks of `text` on a sheet; `head` is the first two lines of a table that it goes on with.

    The time it takes is more than linear: texts are cut to segments before. What markdown-it would leave out,
    because it is nested too deep, comes out as it is, as do tables that say little in very many cells.
    """
    full = (head + text).replace("\r\n", "\n")
    rows = full.count("\n")
    if any(rule[0].count("|") * rows > _MOST_CELLS for rule in TABLE_RULE.finditer(full)):
        sheet.written(text.rstrip("\n") + "\n")
        return
    tokens = _parser().parse(full)
    if head and not (tokens and tokens[0].type == "table_open"):
        write_markdown(sheet, text)
    elif any(token.level >= _DEEPEST - 1 for token in tokens):
        sheet.written(text.rstrip("\n") + "\n")
    else:
        _Page(sheet, full.split("\n"), head.count("\n")).write(tokens)


class _Page:
    """Walks over the tokens of blocks, which open and close, and writes their lines."""

    def __init__(self, sheet: Sheet, lines: Sequence[str], hidden: int) -> None:
        self.sheet = sheet
        self._lines = lines
        self._hidden = hidden
        self._tokens: Sequence[Token] = ()
        self._at = 0
        self._takers: dict[str, Callable[[Token], None]] = {
            "paragraph_open": self._paragraph,
            "heading_open": self._heading,
            "fence": self._code,
            "code_block": self._code,
            "hr": self._rule,
            "table_open": self._table,
            "list_item_open": self._item,
            "blockquote_open": self._quote,
            "list_item_close": self._leave,
            "blockquote_close": self._leave,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        while self._at < len(tokens):
            token = tokens[self._at]
            self._at += 1
            taker = self._takers.get(token.type)
            if taker:
                taker(token)

    def _begin(self, token: Token) -> None:
        """An empty line before a block where the writer left some; quote marks may stand on it."""
        first = token.map[0] if token.map else 0
        if first > self._hidden and not self._lines[first - 1].strip(" \t>"):
            self.sheet.gap()

    def _paragraph(self, token: Token) -> None:
        """Lines as the writer broke and, outside of lists, indented them: verse and unfenced code need it."""
        self._begin(token)
        lines = lines_of(self._tokens[self._at].children)
        first, end = token.map or (0, 0)
        known = len(lines) == end - first and not self.sheet.nested
        for number, line in enumerate(lines, first):
            written = self._lines[number] if known else ""
            self.sheet.line([Run(written[: len(written) - len(written.lstrip())]), *line])

    def _heading(self, token: Token) -> None:
        """Levels are told apart without colour: a double rule, a rule, nothing, marks before the others."""
        self._begin(token)
        level = int(token.tag[1:])
        mark = [Run("›" * (level - 3) + " ", "heading")] if level > 3 else []
        for line in lines_of(self._tokens[self._at].children):
            runs = [*mark, *(Run(run.text, f"heading {run.role}".rstrip()) for run in line)]
            self.sheet.line(runs)
            if level < 3:
                cells = cell_width(safe("".join(run.text for run in runs)))
                self.sheet.line([Run(("═" if level == 1 else "─") * min(cells, self.sheet.room), "quiet")])

    def _code(self, token: Token) -> None:
        self._begin(token)
        for line in code_lines(token.content, token.info):
            self.sheet.line([Run(_INDENT), *line.runs] if line.runs else (), _INDENT + line.hang)

    def _rule(self, token: Token) -> None:
        self._begin(token)
        self.sheet.line([Run("─" * self.sheet.room, "quiet")])

    def _item(self, token: Token) -> None:
        ordered = bool(token.info)
        mark = f"{token.info}{token.markup} " if ordered else "• "
        words = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        if words and words.type == "inline" and words.content[:4].lower() in ("[ ] ", "[x] ") and not ordered:
            # The box is the mark.
            self.sheet.enter("", "    ")
        else:
            self.sheet.enter(mark, " " * len(mark))

    def _quote(self, token: Token) -> None:
        self.sheet.enter("│ ", "│ ", "quote")

    def _leave(self, token: Token) -> None:
        self.sheet.leave()

    def _table(self, token: Token) -> None:
        self._begin(token)
        align: list[Align] = []
        rows: list[list[Cell]] = []
        line = 0
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "tr_open":
                rows.append([])
                line = token.map[0] if token.map else 0
            elif token.type == "th_open":
                align.append(Align(str(token.attrGet("style") or "").removeprefix("text-align:")))
            elif token.type == "inline":
                runs = lines_of(token.children)[0]
                if len(rows) > 1 and len(rows[-1]) == len(align) - 1:
                    runs.append(Run(surplus(self._lines[line], len(align))))
                rows[-1].append(Cell(runs))
        for runs in lay_out(rows, align, self.sheet.room, headless=self._hidden > 0):
            self.sheet.line(runs, _INDENT)
        self._hidden = 0
