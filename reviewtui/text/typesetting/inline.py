"""The words of a Markdown block, from the tokens of markdown-it, as lines of runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reviewtui.text.typesetting.sheet import Run

_ROLES = {"strong": "strong", "em": "emphasis", "s": "strike", "link": "link"}

# TeX between its own marks. A dollar opens only before a character and closes only behind one and before no
# digit, so that prices stay prices (as Pandoc has it). No formula goes on over a mark that opens another, so
# that the time it takes is linear.
_MATH = re.compile(
    r"\$\$[^$]+\$\$|\$(?=\S)[^$\n]+(?<=\S)\$(?!\d)"
    r"|\\\([^\\]*+(?:\\[^()][^\\]*+)*+\\\)|\\\[[^\\]*+(?:\\[^\[\]][^\\]*+)*+\\\]"
)

# One star between the parts of a product, of which Markdown would make emphasis and leave out the stars.
_PRODUCT = re.compile(r"(?<=[A-Za-z0-9_)\]])\*(?=[A-Za-z0-9_(])")


def product(state: StateInline, silent: bool) -> bool:
    """A rule for markdown-it: 2*3*4 is no emphasis."""
    if _PRODUCT.match(state.src, state.pos, state.posMax) is None:
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def math(state: StateInline, silent: bool) -> bool:
    """A rule for markdown-it: mathematics is one token, in which nothing is markup."""
    found = _MATH.match(state.src, state.pos, state.posMax) if state.src[state.pos] in "$\\" else None
    if found is None:
        return False
    if not silent:
        state.push("math", "", 0).content = found[0]
    state.pos = found.end()
    return True


def lines_of(tokens: Sequence[Token] | None) -> list[list[Run]]:
    """The lines that the writer broke the block into; at least one."""
    words = _Words()
    for token in tokens or ():
        words.take(token)
    return words.lines


class _Words:
    def __init__(self) -> None:
        self.lines: list[list[Run]] = [[]]
        self._roles: list[str] = []
        self._links: list[tuple[Token, int, int]] = []
        self._takers: dict[str, Callable[[Token], None]] = {
            "text": self._text,
            "code_inline": self._code,
            "softbreak": self._break,
            "hardbreak": self._break,
            "math": self._math,
            "image": self._image,
            "link_open": self._open_link,
            "link_close": self._close_link,
        }

    def take(self, token: Token) -> None:
        taker = self._takers.get(token.type)
        if taker:
            taker(token)
        elif token.nesting > 0:
            self._roles.append(_ROLES.get(token.type.removesuffix("_open"), ""))
        elif token.nesting < 0:
            self._roles.pop()
        else:
            self._add(token.content)

    def _add(self, text: str, role: str = "") -> None:
        if text:
            roles = dict.fromkeys(name for name in (*self._roles, role) if name)
            # A line break as an entity is none of the writer's lines.
            self.lines[-1].append(Run(text.replace("\n", " "), " ".join(roles)))

    def _text(self, token: Token) -> None:
        self._add(token.content)

    def _code(self, token: Token) -> None:
        self._add(token.content, "code")

    def _break(self, token: Token) -> None:
        self.lines.append([])

    def _math(self, token: Token) -> None:
        first, *others = token.content.split("\n")
        self._add(first)
        for other in others:
            self.lines.append([])
            self._add(other.lstrip(" "))

    def _image(self, token: Token) -> None:
        self._add(f"[image: {token.content}]" if token.content else "[image]")
        self._target(str(token.attrGet("src") or ""), str(token.attrGet("title") or ""))

    def _open_link(self, token: Token) -> None:
        self._links.append((token, len(self.lines), len(self.lines[-1])))
        self._roles.append("link")

    def _close_link(self, token: Token) -> None:
        opened, line, at = self._links.pop()
        href, title = str(opened.attrGet("href") or ""), str(opened.attrGet("title") or "")
        text = "".join(run.text for run in self.lines[-1][at:]) if line == len(self.lines) else ""
        if opened.markup != "autolink" and (text != href or title):
            self._target(href, title)
        self._roles.pop()

    def _target(self, target: str, title: str) -> None:
        shown = f'{target} "{title}"' if title else target
        self._add(f" ({shown})", "link")
