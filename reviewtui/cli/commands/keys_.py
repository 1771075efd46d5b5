"""`reviewtui keys`: the key map."""

from __future__ import annotations

import click

from reviewtui.cli.config import CONFIG, directory, load_settings
from reviewtui.cli.opening import json_option
from reviewtui.cli.output import print_json, say
from reviewtui.domain.errors import UsageError
from reviewtui.review.actions import CONTEXTS
from reviewtui.review.keymap import Keymap
from reviewtui.review.settings import Settings
from reviewtui.text.cells import pad
from reviewtui.text.display import safe


@click.command("keys")
@json_option
def command(as_json: bool) -> None:
    """The key map of the review screen, as it is with your configuration.

    Other keys stand in config.toml, under [keys], by an action's name: flag = "F2" or tie = ["t", "3"]. The
    command says where that file is.
    """
    broken: UsageError | None = None
    try:
        settings = load_settings()
    except UsageError as error:
        # Who mends a key map wants to see what it can be.
        broken, settings = error, Settings()
    if as_json:
        print_json(_document(settings))
    else:
        _print(settings.keymap)
        say(safe(f"From: {settings.source or _defaults(broken)}"))
    if broken is not None:
        raise broken


def _defaults(broken: UsageError | None) -> str:
    file = directory() / CONFIG
    if broken is not None:
        return f"the default keys, as {file} can't be used"
    return f"the default keys; yours can stand in {file}"


def _document(settings: Settings) -> dict[str, object]:
    return {
        "actions": [
            {
                "action": action.name,
                "keys": list(action.keys),
                "description": action.description,
                "context": action.context,
            }
            for action in settings.keymap.actions
        ],
        "config": settings.source,
    }


def _print(keymap: Keymap) -> None:
    for context, title in CONTEXTS.items():
        click.echo(title)
        for action in keymap.actions:
            if action.context == context:
                click.echo(f"  {pad(keymap.keys_of(action.name), 12)}{action.name:<24}{action.description}")
