"""What is wrong with single outputs: correctness, costs, tags, samples."""
