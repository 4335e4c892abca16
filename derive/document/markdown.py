"""Markdown and R Markdown: prose, headings, formulas. Code is left alone; one missing dollar loses one paragraph at most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.document.model import Block, Break, Directive, Formula, Heading, Prose

DISPLAY = r"equation|align|alignat|gather|multline|flalign|eqnarray|displaymath|math"
_PIECE = re.compile(
    r"(?P<fence>^(?P<mark>```+|~~~+)[^\n]*\n.*?(?:^(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<heading>^#{1,6}[ \t][^\n]*$)"
    r"|(?P<gitlab>\$`[^`\n]+`\$)"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<double>(?<!\\)\$\$(?:(?!\$\$|\n[ \t]*\n[ \t]*[A-Z#*>][^\n]*\n[ \t]*\n).)+?\$\$)"
    r"|(?P<bracket>\\\\?\[(?:(?!\n[ \t]*\n).)+?\\\\?\])"
    r"|(?P<paren>\\\\?\((?:(?!\n[ \t]*\n).)+?\\\\?\))"
    rf"|(?P<environment>\\begin\{{(?P<name>(?:{DISPLAY})\*?)\}}.*?\\end\{{(?P=name)\}})"
    r"|(?P<single>(?<![\\$\w])\$(?!\$)(?:\\.|[^$\\\n]|\n(?![ \t]*\n))+?(?<!\\)\$(?![\d$]))"
    r"|(?P<blank>\n[ \t]*\n\s*)"
    r"|(?P<item>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+)",
    re.S | re.M,
)
_DIRECTIVE = re.compile(r"<!--\s*derive:\s*(.*?)\s*(?:-->|\Z)", re.S)
_MARKUP = re.compile(
    r"\*\*|__(?=\S)|(?<=\S)__|(?<![\w\\])[*_](?=\S)|(?<=\S)[*_](?!\w)|^>\s?|<[^<>\n]{1,200}>|!?\[(?=[^\]]*\]\()|\]\([^()\s]*\)",
    re.M,
)
MACROS = re.compile(r"\\(?:re|provide)?newcommand|\\def\b|\\DeclareMathOperator")


def blank(text: str) -> str:
    """Markup replaced by spaces, the length kept."""
    return _MARKUP.sub(lambda m: " " * len(m.group()), text)


def front_matter(text: str) -> int:
    """Where the text begins after a YAML head."""
    match = re.match(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", text, re.S)
    return match.end() if match else 0


def blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of `text[start:end]`, in order."""
    position = start
    for match in _PIECE.finditer(text, start, end):
        if match.start() > position:
            yield Prose((position, match.start()), blank(text[position : match.start()]))
        position = match.end()
        yield from _block(text, match)
    if position < end:
        yield Prose((position, end), blank(text[position:end]))


def _block(text: str, match: re.Match[str]) -> Iterator[Block]:
    kind, span = _kind(match), match.span()
    whole = match.group()
    if kind == "fence":
        head = whole.split("\n", 1)[0].strip("`~ \t").lower()
        if head == "math":
            body = (span[0] + whole.index("\n") + 1, span[0] + whole.rstrip("`~ \t\n").__len__())
            yield Formula(span, body, True, "math")
        return
    if kind == "comment":
        directive = _DIRECTIVE.match(whole)
        if directive:
            yield Directive(span, directive.group(1))
    elif kind == "heading":
        level = len(whole) - len(whole.lstrip("#"))
        yield Heading(span, level, blank(whole.lstrip("#")).strip())
    elif kind in ("blank", "item"):
        yield Break(span, "paragraph" if kind == "blank" else "item")
    elif kind == "environment":
        yield Formula(span, span, True, match.group("name"), labels(whole))
    elif kind != "code":
        yield from _formula(whole, span, kind)


def _formula(whole: str, span: tuple[int, int], kind: str) -> Iterator[Block]:
    size = 2 if kind in ("double", "gitlab") or whole.startswith("\\") else 1
    opening = 3 if whole.startswith("\\\\") else size
    closing = 3 if re.search(r"\\\\[\])]$", whole) and opening == 3 else size
    body = (span[0] + opening, span[1] - closing)
    inner = whole[opening : len(whole) - closing]
    if not inner.strip() or (
        MACROS.search(inner)
        and not re.sub(r"\\(?:re|provide)?newcommand.*|\\def.*|\\DeclareMathOperator.*", "", inner).strip()
    ):
        return
    names = {"double": "$$", "single": "$", "bracket": "\\[", "paren": "\\(", "gitlab": "$"}
    yield Formula(span, body, kind in ("double", "bracket"), names[kind], labels(inner))


def _kind(match: re.Match[str]) -> str:
    for name in (
        "fence",
        "comment",
        "heading",
        "gitlab",
        "code",
        "double",
        "bracket",
        "paren",
        "environment",
        "single",
        "blank",
        "item",
    ):
        if match.group(name) is not None:
            return name
    raise AssertionError(match)


def labels(text: str) -> tuple[str, ...]:
    """The names that `\\label` gives inside a display."""
    return tuple(re.findall(r"\\label\s*\{([^{}]*)\}", text))
