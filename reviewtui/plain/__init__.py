"""The second face over `review`: a line typed, lines printed. For screen readers, dumb terminals and logs."""
