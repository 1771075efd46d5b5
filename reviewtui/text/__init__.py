"""Text for eyes: what may be shown, how wide it is, where it wraps. No terminal, no colours, no I/O."""
