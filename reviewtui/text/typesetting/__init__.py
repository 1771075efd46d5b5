"""From a text as models write it to pieces of lines with roles: Markdown, code, JSON, diffs."""
