"""The screens: a thin face over `review`. The only package that knows Textual."""
