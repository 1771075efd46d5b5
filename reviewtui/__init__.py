"""Review two AI outputs side by side in the terminal: blind, with single keys, every label in SQLite."""

__version__ = "0.1.0"
