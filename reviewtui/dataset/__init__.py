"""From files to a project: reading lines, recognising layouts, making pairs, preflight, import.

`known` and `fields` are all that a start of the screen needs when its files are imported already; `importing`
brings the rest, pydantic included.
"""
