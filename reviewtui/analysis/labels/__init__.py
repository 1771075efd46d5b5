"""Labels as columns of numbers, and how they are read, counted and grouped."""
