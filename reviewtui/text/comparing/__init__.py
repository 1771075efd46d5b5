"""What differs between two texts, and what only one of them says."""
