"""Answers against the truth: confusion matrices and thresholds."""
