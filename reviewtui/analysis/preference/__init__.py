"""Which of two models is preferred, whether that is decided, and what it rests on."""
