"""A group of commands one of which may go without its name: `report annual` is `report write annual`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


def group_with_default(name: str) -> type[TyperGroup]:
    """A class of groups that take `name` as meant where the first word is the name of no command of theirs."""

    class WithDefault(TyperGroup):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
                args = [name, *args]
            return list(super().parse_args(ctx, args))

    return WithDefault
