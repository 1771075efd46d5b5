"""`reviewtui keys`: the key map."""

from __future__ import annotations

import click

from reviewtui.cli.opening import json_option
from reviewtui.cli.output import print_json
from reviewtui.review.actions import ACTIONS, CONTEXTS, keys_of


@click.command("keys")
@json_option
def command(as_json: bool) -> None:
    """The key map of the review screen."""
    if as_json:
        print_json(
            {
                "actions": [
                    {
                        "action": action.name,
                        "keys": list(action.keys),
                        "description": action.description,
                        "context": action.context,
                    }
                    for action in ACTIONS
                ]
            }
        )
        return
    for context, title in CONTEXTS.items():
        click.echo(title)
        for action in ACTIONS:
            if action.context == context:
                click.echo(f"  {keys_of(action.name):<12}{action.description}")
