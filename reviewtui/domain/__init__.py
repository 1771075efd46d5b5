"""The vocabulary: what a prompt, an output, a pair, a label and a rubric are. No I/O, no libraries."""
