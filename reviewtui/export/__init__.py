"""Labels, verdicts and training data as rows; one writer a format."""
