"""Texts as models write them, and as nobody should."""

from hypothesis import strategies as st

EVERYDAY = ["word", "a", " ", "  ", "\n", "\r\n", "\t", "-", "x" * 30, "it’s", "é", "— ", "def f(x):"]
SCRIPTS = ["日本語", "。", "「", "」", "한국어", "नमस्ते", "क्\u200dष", "می\u200cخواهم", "שלום", "สวัสดี"]
EMOJI = ["⚠\ufe0f", "1\ufe0f\u20e3", "👍\U0001f3fd", "👩\u200d💻", "🇩🇪", "✅"]
HOSTILE = [
    "\x1b[2J",
    "\x1b]52;c;QQ==\x07",
    "\x9b31m",
    "\r",
    "\x00",
    "\x7f",
    "\ud800",
    "\u202e",
    "\u200b",
    "\ufeff",
]
PILED_UP = ["\u0301" * 7, "\u0301" * 50, "\u200c\u200d", "\ufe0f", "\U000e0041", "\u1160"]

fragments = st.sampled_from(EVERYDAY + SCRIPTS + EMOJI + HOSTILE + PILED_UP)
characters = st.characters(codec=None, categories=None)  # all of Unicode, lone surrogates too
texts = st.lists(fragments | characters, max_size=60).map("".join)
ascii_texts = st.text(st.sampled_from("abc   \t\n\r.x"), max_size=200)
