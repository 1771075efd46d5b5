"""README is true: its tables are those of the program, its commands those that are run.

To bring the tables up to date: python -m tests.cli.test_readme
"""

from __future__ import annotations

import re
from pathlib import Path

from reviewtui.cli.group import COMMANDS
from reviewtui.review.actions import CONTEXTS
from reviewtui.review.keymap import DEFAULT
from reviewtui.rubric import loads

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def tables() -> dict[str, str]:
    commands = ["| command | does |", "| --- | --- |"]
    commands += [f"| `{name}` | {words} |" for name, words in COMMANDS.items()]
    keys = ["| | keys | |", "| --- | --- | --- |"]
    for context, title in CONTEXTS.items():
        keys += [
            f"| {title} | `{DEFAULT.keys_of(action.name)}` | {action.description} |"
            for action in DEFAULT.actions
            if action.context == context
        ]
    return {"commands": "\n".join(commands), "keys": "\n".join(keys)}


def with_tables(text: str) -> str:
    for name, table in tables().items():
        text = re.sub(
            rf"<!-- {name} -->.*<!-- /{name} -->",
            lambda _, name=name, table=table: f"<!-- {name} -->\n{table}\n<!-- /{name} -->",
            text,
            flags=re.DOTALL,
        )
    return text


def code_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_tables_are_those_of_the_program() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_tables(text) == text


def test_the_second_command_is_what_ci_runs() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert code_blocks()[1].strip() in ci.splitlines()


def test_the_plan_is_a_rubric_that_can_be_used() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    (text,) = [block for block in blocks if "[plan]" in block]
    rubric = loads(text, "README.md")
    assert rubric.plan is not None
    assert rubric.costs is not None
    assert len(rubric.plan.checks) == 2
    # Whoever prices a tag lists it: else a mistyped name costs nothing, and nobody is told.
    assert {name for name, _ in rubric.costs.tags} == {tag.name for tag in rubric.tags}


def test_the_picture_is_there_and_was_drawn_by_the_program() -> None:
    (name,) = re.findall(r"!\[[^]]*\]\((.*?)\)", README.read_text(encoding="utf-8"))
    picture = (ROOT / name).read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "Left" in picture
    assert "Right" in picture


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
