"""Places of models."""
