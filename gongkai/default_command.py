"""A group of commands one of which may go without its name: `report annual` is `report write annual`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


def group_with_default(name: str) -> type[TyperGroup]:
    """A class of groups that take `name` as meant where the first word is the name of no command of theirs.

    Without any word they show their help, or take `name` as meant too (`no_args_is_help=False`).
    """

    class WithDefault(TyperGroup):
        default_command = name

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            known = {*self.commands, *ctx.help_option_names}
            if args[0] not in known if args else not self.no_args_is_help:
                args = [name, *args]
            return list(super().parse_args(ctx, args))

    return WithDefault
