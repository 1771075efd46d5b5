"""Rates, means and their differences, with tests and intervals over items."""
