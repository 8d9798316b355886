"""click in two languages: commands, options and usage errors whose words are in `cli.yaml`.

click itself speaks English through gettext; here help is written anew and errors are told in our
own words. What click may say that is not known here passes as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from classifier.words.language import LANGUAGES, Language, Text, message
from classifier.words.problems import names_of, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
_CHOSEN = "kemitraan.language"
HELP_WIDTH = 80


def interface_language(context: click.Context | None = None) -> Language:
    """The language of help and problems: as asked for, else of the environment."""
    chosen = context.meta.get(_CHOSEN) if context else None
    return cast("Language", chosen) if chosen else environment_language()


def asked_language(context: click.Context) -> Language | None:
    """The language that `--lang` asks for, before the command or after it."""
    return cast("Language | None", context.meta.get(_CHOSEN))


def environment_language() -> Language:
    """The language of `KEMITRAAN_LANG`, else of the locale, else Indonesian."""
    wanted = os.environ.get("KEMITRAAN_LANG", "")
    if wanted in LANGUAGES:
        return wanted
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((n for n in names if n), None) or _system_locale()
    code = re.split(r"[_.@]", name.lower())[0]
    # "in" is the old code for Indonesian; Windows writes the name out.
    return "id" if code in ("", "c", "posix", "id", "in", "ms", "indonesian") else "en"


def _system_locale() -> str:
    import locale  # noqa: PLC0415 - asked only where the environment says nothing

    return locale.getlocale()[0] or ""


def need_command(context: click.Context, remark: str = "") -> None:
    """End the run with the help of a group, and a remark, if none of its commands is named."""
    if context.invoked_subcommand is None:
        said = message(f"cli.{remark}").said_in(interface_language(context)) if remark else ""
        click.echo(f"{context.get_help()}\n\n{said}".rstrip(), err=True)
        context.exit(2)


def unknown(key: str, name: str, known: Iterable[str], **names: str) -> Text:
    """That there is nothing of that name, with the nearest that there is, else with all."""
    several = list(known)
    near = nearest(name, several)
    if near:
        return message(f"{key}_near", name=name, near=near, **names)
    return message(key, name=name, all=names_of(several), **names)


class Misused(click.UsageError):
    """A command was used wrongly, said in both languages."""

    def __init__(self, what: Text, context: click.Context | None = None) -> None:
        self.what = what
        super().__init__(what.en, context)


class Option(click.Option):
    """An option whose help is `cli.<said>`; it may take one of a few words only."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        said: str,
        words: Sequence[str] = (),
        **others: Any,  # noqa: ANN401 - click's own
    ) -> None:
        self.said = said
        self.words = tuple(words)
        super().__init__(*args, **others)

    def help_row(self, language: Language) -> tuple[str, str]:
        """How help shows the option: its names with what it takes, and what it does."""
        taken = self.metavar or "|".join(self.words)
        return " ".join((", ".join(self.opts), taken)).strip(), message(f"cli.{self.said}").said_in(
            language
        )

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401 - click's own
        """Take the value, or say which there are."""
        if value is not None and self.words and value not in self.words:
            names = {"option": self.opts[-1], "given": str(value)}
            raise Misused(unknown("cli.bad_choice", str(value), self.words, **names), ctx)
        return super().type_cast_value(ctx, value)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete one of the words."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

        words = [word for word in self.words if word.startswith(incomplete)]
        return [CompletionItem(w) for w in words] or super().shell_complete(ctx, incomplete)


class Argument(click.Argument):
    """An argument whose help is `cli.<said>` and whose name in help is `cli.<said>_name`."""

    def __init__(self, *args: Any, said: str, **others: Any) -> None:  # noqa: ANN401 - click's own
        self.said = said
        super().__init__(*args, **others)

    def shown(self, language: Language) -> str:
        """The argument as a usage line names it."""
        name = message(f"cli.{self.said}_name").said_in(language)
        name = f"{name}..." if self.nargs == -1 else name
        return name if self.required else f"[{name}]"

    def help_row(self, language: Language) -> tuple[str, str]:
        """How help shows the argument."""
        return self.shown(language), message(f"cli.{self.said}").said_in(language)


def option(*names: str, said: str, **others: Any) -> Callable[[F], F]:  # noqa: ANN401 - click's own
    """An option of a command."""
    return click.option(*names, cls=Option, said=said, **others)


def argument(name: str, *, said: str, **others: Any) -> Callable[[F], F]:  # noqa: ANN401 - click's own
    """An argument of a command."""
    return click.argument(name, cls=Argument, said=said, **others)


class Command(click.Command):
    """A command whose help is `cli.<said>`; its first sentence is its line in a list."""

    def __init__(self, *args: Any, said: str, **others: Any) -> None:  # noqa: ANN401 - click's own
        self.said = said
        super().__init__(*args, **others)
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the language first, so that help and errors are in it wherever `--lang` stands."""
        language = language_in(args)
        if language:
            ctx.meta[_CHOSEN] = language
        takes_more = ctx.allow_extra_args or ctx.resilient_parsing
        ctx.allow_extra_args = True  # what is too much is told here, in both languages
        try:
            left = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            flags = (one for one in self.get_params(ctx) if getattr(one, "is_flag", False))
            takes_nothing = any(error.option_name in one.opts for one in flags)
            key = "option_takes_nothing" if takes_nothing else "option_wants"
            raise Misused(message(f"cli.{key}", option=error.option_name), ctx) from None
        if left and not takes_more:
            raise Misused(message("cli.extra", names=" ".join(left)), ctx)
        return left

    def short(self, language: Language) -> str:
        """The first sentence of the help."""
        said = message(f"cli.{self.said}").said_in(language)
        return said.split("\n", 1)[0].strip()

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write help in the language of the interface."""
        language = interface_language(ctx)
        formatter.width = min(HELP_WIDTH, formatter.width)
        formatter.write_usage(
            ctx.command_path,
            " ".join(self.usage_pieces(language)),
            prefix=message("cli.usage").said_in(language) + " ",
        )
        for paragraph in message(f"cli.{self.said}").said_in(language).strip().split("\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)
        for section, rows in self.sections(ctx, language):
            if rows:
                with formatter.section(message(f"cli.{section}").said_in(language)):
                    formatter.write_dl(rows, col_max=28)

    def usage_pieces(self, language: Language) -> list[str]:
        """What follows the command's name in a usage line."""
        shown = [p.shown(language) for p in self.params if isinstance(p, Argument)]
        return [message("cli.usage_options").said_in(language), *shown]

    def sections(
        self, ctx: click.Context, language: Language
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        """The lists of help: arguments and options."""
        arguments = [p.help_row(language) for p in self.params if isinstance(p, Argument)]
        options = [p.help_row(language) for p in self.params if isinstance(p, Option)]
        names = ", ".join(self.get_help_option_names(ctx))
        options.append((names, message("cli.opt_help").said_in(language)))
        return [("section_arguments", arguments), ("section_options", options)]


class Group(Command, click.Group):
    """Commands under one name; those with a place (`module:function`) are imported when needed.

    What stands at its place is the command, or makes it of its name.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        places: Mapping[str, str] = MappingProxyType({}),
        **others: Any,  # noqa: ANN401 - click's own
    ) -> None:
        self.places = places
        super().__init__(*args, invoke_without_command=True, no_args_is_help=False, **others)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """Every command, in order."""
        return [*self.places, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        module, function = self.places[cmd_name].split(":")
        found = getattr(import_module(f"classifier.cli.{module}"), function)
        return found if isinstance(found, click.Command) else found(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; an unknown one is told with the nearest known."""
        name = args[0]
        known = self.list_commands(ctx)
        if name in known or name.startswith("-"):
            return super().resolve_command(ctx, args)
        raise Misused(unknown("cli.unknown_command", name, known), ctx)

    def usage_pieces(self, language: Language) -> list[str]:
        """What follows the group's name in a usage line."""
        command = message("cli.usage_command").said_in(language)
        return [*super().usage_pieces(language), command]

    def sections(
        self, ctx: click.Context, language: Language
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        """The lists of help: the commands come first."""
        commands = [
            (name, command.short(language))
            for name in self.list_commands(ctx)
            if isinstance(command := self.get_command(ctx, name), Command)
        ]
        return [("section_commands", commands), *super().sections(ctx, language)]


def language_in(args: Sequence[str]) -> Language | None:
    """The last valid `--lang` in the arguments."""
    found = None
    for place, word in enumerate(args):
        if word == "--":
            break
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and place + 1 < len(args):
            value = args[place + 1]
        found = value if value in LANGUAGES else found
    return found
