"""Renderers: from a report to text. None of them computes a verdict.

A new output format is one module with `render(report, style) -> str` and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from derive.render.style import Style, style_for
from derive.report import Report

Renderer = Callable[[Report, Style], str]

MODULES = {
    "full": "full",
    "concise": "concise",
    "json": "json_form",
    "html": "html",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gradescope": "gradescope",
    "csv": "csv_form",
}


class _Formats(Mapping[str, Renderer]):
    """The renderers by the name of their format, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Renderer:
        render: Renderer = import_module(f"derive.render.{MODULES[name]}").render
        return render

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


FORMATS: Mapping[str, Renderer] = _Formats()

__all__ = ["FORMATS", "MODULES", "Renderer", "Style", "style_for"]
