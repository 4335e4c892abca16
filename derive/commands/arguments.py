"""The options of `check` as a table, a reader for the plain cases, and the same options for click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click

ENGINES = ("algebra", "modular", "reals", "sympy", "numeric")
FORMATS = ("full", "concise", "json", "html", "sarif", "junit", "github", "gradescope", "csv")


class Option:
    """One option: how it is written, what it may be, and what it is when it is not given."""

    __slots__ = ("default", "help", "metavar", "names", "read")

    def __init__(
        self, names: str, read: Callable[[str], Any] | None, default: Any, help: str, metavar: str = ""
    ) -> None:
        self.names = names.split()
        self.read = read  # None: a switch
        self.default = default
        self.help = help
        self.metavar = metavar

    @property
    def key(self) -> str:
        """The name of its value."""
        return self.names[0].lstrip("-").replace("-", "_")


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader of one word out of `choices`. Raises ValueError."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"{text!r} is not one of {', '.join(choices)}")
        return text

    return read


def engines(text: str) -> tuple[str, ...]:
    """A list of engines, comma between, in the order in which they are asked. Raises ValueError."""
    given = [one_of(*ENGINES)(word.strip()) for word in text.split(",")]
    return tuple(engine for engine in ENGINES if engine in given)


def seconds(text: str) -> float:
    """A number of seconds above zero. Raises ValueError."""
    value = float(text)
    if not 0 < value < 1e9:
        raise ValueError(f"{text!r} is not a number of seconds above zero")
    return value


def count(text: str) -> int:
    """A whole number above zero. Raises ValueError."""
    value = int(text)
    if value < 1:
        raise ValueError(f"{text!r} is not above zero")
    return value


CHECK = (
    Option("--output-format -f", one_of(*FORMATS), "full", f"One of {', '.join(FORMATS)}.", "FORMAT"),
    Option("--output-file -o", str, None, "Write the report there instead of to the standard output.", "FILE"),
    Option(
        "--fail-on",
        one_of("refuted", "conditional", "unchecked"),
        "conditional",
        "Exit with 1 from which verdict on: refuted (and ill-formed), conditional (the default) or unchecked.",
        "LEVEL",
    ),
    Option("--engines", engines, ENGINES, f"Ask only these, comma between: {', '.join(ENGINES)}.", "LIST"),
    Option(
        "--trust",
        one_of("all", "kernel"),
        "all",
        "kernel: demote what rests on anything the kernel did not check.",
        "WHAT",
    ),
    Option(
        "--certificates",
        str,
        None,
        "Write the certificates of what is proved there, for `derive recheck`: one JSON file each, or all in a FILE.json.",
        "FOLDER",
    ),
    Option("--seed", int, 0, "The seed of every random choice.", "N"),
    Option("--time-limit", seconds, 10.0, "Seconds for one step (10).", "SECONDS"),
    Option("--document-limit", seconds, 600.0, "Seconds for one document (600).", "SECONDS"),
    Option("--memory-limit", count, 4096, "MiB of address space for one document (4096).", "MIB"),
    Option("--jobs -j", count, 0, "Documents to work on at once (one a processor).", "N"),
    Option("--color", one_of("auto", "always", "never"), "auto", "auto, always or never; NO_COLOR holds.", "WHEN"),
    Option("--width", count, 0, "Columns of the full form (those of the terminal).", "N"),
    Option("--ascii", None, False, "Draw with ASCII characters only."),
    Option("--timings", None, False, "Give the seconds of each step, which differ from run to run."),
    Option("--verbose -v", None, False, "Full form: also what every engine said of each step."),
    Option("--quiet -q", None, False, "No progress line, and of the full form only what needs attention."),
)


def quick(arguments: Sequence[str], table: Sequence[Option]) -> dict[str, Any] | None:
    """The values of `arguments`, or None where click should have a look: help, a mistake, or anything unusual."""
    values: dict[str, Any] = {option.key: option.default for option in table}
    known = {name: option for option in table for name in option.names}
    paths: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            paths.append(argument)
            continue
        name, equals, text = argument.partition("=")
        option = known.get(name)
        if option is None or (option.read is None and equals):
            return None
        if option.read is None:
            values[option.key] = True
            continue
        given = text if equals else next(rest, None)
        try:
            values[option.key] = option.read(given) if given is not None else None
        except ValueError:
            return None
        if given is None:
            return None
    return {**values, "names": tuple(paths)} if paths else None


def with_options(table: Sequence[Option]) -> Callable[[Any], Any]:
    """A decorator that gives a click command these options."""
    import click

    def decorate(command: Any) -> Any:
        for option in reversed(table):
            if option.read is None:
                command = click.option(*option.names, option.key, is_flag=True, help=option.help)(command)
                continue
            command = click.option(
                *option.names,
                option.key,
                default=None,
                metavar=option.metavar,
                help=option.help,
                callback=_reader(option),
            )(command)
        return command

    return decorate


def _reader(option: Option) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    def read(context: click.Context, parameter: click.Parameter, text: str | None) -> Any:
        import click

        assert option.read is not None
        try:
            return option.default if text is None else option.read(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return read


def defaults(**changed: Any) -> dict[str, Any]:
    """The values of `check` when nothing is asked for, but for these."""
    return {option.key: option.default for option in CHECK} | changed
