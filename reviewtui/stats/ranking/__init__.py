"""Strengths of models from comparisons of two at a time."""
