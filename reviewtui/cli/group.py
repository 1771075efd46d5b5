"""The table of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from reviewtui import __version__
from reviewtui.cli.output import report_error
from reviewtui.domain.errors import ReviewError

COMMANDS = {
    "label": "Review pairs on the screen (the default: reviewtui FILE).",
    "import": "Bring files into the project without a screen.",
    "status": "Progress per annotator, pairs and sources.",
    "stats": "Win rates, correctness and tendencies, with intervals.",
    "agreement": "How far annotators agree.",
    "rank": "Places of three or more models, with intervals.",
    "judge": "A judge model's labels against people's.",
    "check": "A gate for CI: conditions that the results have to meet.",
    "export": "Write labels, pairs or training data.",
    "rubric": "Start, show or check a rubric file.",
    "keys": "The key map.",
    "demo": "Open a copy of the sample project.",
    "backup": "Write a whole copy of a project in use.",
}
"""Name to one line of help: listing the commands imports none of them."""

DEFAULT = "label"


class LazyGroup(click.Group):
    """Imports a command's module when it is run; a first word that is no command is a file to label."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"reviewtui.cli.commands.{cmd_name}_")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            args = [DEFAULT, *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options of `label` may stand before the file: they are not this group's."""
        if args and args[0].startswith("-") and args[0] not in ("--help", "-h", "--version"):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reviewtui")
def reviewtui() -> None:
    """Review two AI outputs side by side: blind, with single keys, every label safe at once.

    \b
    reviewtui FILE...          review the pairs of a file
    reviewtui demo             try it on the sample data
    reviewtui COMMAND --help   options of a command
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line. Returns the exit code: 0 done, 1 wrong data, 2 wrong usage, 70 a defect."""
    try:
        result = reviewtui.main(
            args=arguments and list(arguments), standalone_mode=False, prog_name="reviewtui"
        )
        sys.stdout.flush()
    except ReviewError as error:
        report_error(error.message, error.hint)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        # Its message is the help, which has lines of its own.
        click.echo(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        # Not error.show(): what was typed may hold control characters, by a file's name for one.
        context = getattr(error, "ctx", None)
        report_error(error.format_message(), f"See: {context.command_path} --help" if context else "")
        return error.exit_code
    except click.Abort:
        return 130
    except BrokenPipeError:
        # The reader of a pipe has what it wanted. What is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        report_error(
            f"{error.filename or 'the output'}: {error.strerror or error}",
            "Check the path and its permissions.",
        )
        return 1
    except Exception as error:  # the last place: no traceback with reviewed texts in a terminal
        from reviewtui.cli import crash

        if crash.wants_traceback():
            raise
        report_error(*crash.describe(error))
        return crash.EXIT_CODE
    return result if isinstance(result, int) else 0
