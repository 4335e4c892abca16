"""Checking from Python and from notebooks: `derive.check(text_or_path)` and the cell magic `%%derive`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from derive.commands.arguments import ENGINES, defaults
from derive.commands.check import checked
from derive.commands.find import SUFFIXES, sources
from derive.isolate.parent import Source
from derive.record import dataclass
from derive.render.escape import html
from derive.render.html import render
from derive.render.style import Style
from derive.report import Report


@dataclass(frozen=True, slots=True)
class Checked(Report):
    """A report that draws itself in a notebook."""

    def _repr_html_(self) -> str:
        page = html(render(self, Style()))
        return f'<iframe sandbox title="Derivation" style="width:100%;height:36em;border:0" srcdoc="{page}"></iframe>'


def check(
    source: str | os.PathLike[str],
    *,
    engines: tuple[str, ...] = ENGINES,
    seed: int = 0,
    seconds: float = 10.0,
    trust: str = "all",
) -> Checked:
    """The report on a document: a path, the name of a problem, or Markdown text (anything with a line break or a `$`).

    `seconds` is the limit of one step. Raises `derive.commands.find.NotFound` for a path or problem that is not there.
    """
    values = defaults(engines=engines, seed=seed, time_limit=seconds, trust=trust, quiet=True)
    report, _ = checked(_sources(source), values)
    return Checked(report.documents, report.version, report.options)


def _sources(source: str | os.PathLike[str]) -> list[Source]:
    name = os.fspath(source)
    is_text = isinstance(source, str) and ("\n" in name or "$" in name) and not name.endswith(SUFFIXES)
    return [Source("text.md", "<text>", name)] if is_text else sources([name])


class _Callable(ModuleType):
    """A module that is called like the function above."""

    def __call__(self, source: str | os.PathLike[str], **options: Any) -> Checked:
        return check(source, **options)


def callable_check() -> ModuleType:
    """The module `derive.check`, which can be called from now on."""

    import_module("derive.check")
    module = sys.modules["derive.check"]
    module.__class__ = _Callable
    return module


def register(shell: Any) -> None:
    """Give an IPython shell the cell magic `%%derive`, which checks the cell's text."""

    def magic(line: str, cell: str) -> Checked:
        return check(cell + "\n")

    shell.register_magic_function(magic, magic_kind="cell", magic_name="derive")
