"""Conditions on the results."""
