"""The screens: a thin face over `review`. The only package that knows Textual."""

SMALLEST = (60, 20)
"""Columns and rows that the review screen needs. Here, asking for them costs no import of Textual."""
