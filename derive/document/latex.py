"""LaTeX: prose, sections, theorem environments, formulas, macros. No TeX is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.document.markdown import DISPLAY, labels
from derive.document.model import Block, Break, Directive, Formula, Heading, Macro, Prose

_PIECE = re.compile(
    r"(?P<skipped>\\begin\{(?P<skip>verbatim\*?|lstlisting|comment|minted|tikzpicture|thebibliography)\}.*?(?:\\end\{(?P=skip)\}|\Z))"
    r"|(?P<comment>(?<!\\)%[^\n]*)"
    rf"|(?P<environment>\\begin\{{(?P<name>(?:{DISPLAY}|subequations)\*?)\}}.*?\\end\{{(?P=name)\}})"
    r"|(?P<double>(?<!\\)\$\$(?:(?!\$\$|\n[ \t]*\n).)+?\$\$)"
    r"|(?P<bracket>(?<!\\)\\\[(?:(?!\n[ \t]*\n).)+?\\\])"
    r"|(?P<paren>(?<!\\)\\\((?:(?!\n[ \t]*\n).)+?\\\))"
    r"|(?P<single>(?<!\\)\$(?!\$)(?:\\.|[^$\\\n]|\n(?![ \t]*\n))+?\$)"
    r"|(?P<heading>\\(?P<level>part|chapter|section|subsection|subsubsection|paragraph)\*?\{(?P<title>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\})"
    r"|(?P<begin>\\begin\{(?P<theorem>[A-Za-z]+)\*?\})|(?P<close>\\end\{(?P<theorem_end>[A-Za-z]+)\*?\})"
    r"|(?P<item>\\item\b)|(?P<definition>\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def)\b)|(?P<blank>\n[ \t]*\n\s*)",
    re.S,
)
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_MARKUP = re.compile(r"\\(?!(?:eq)?ref\b)[A-Za-z]+\*?(?:\[[^\]]*\])?|[{}~]|\\[,;!&%$#_ ]|--+")
_NEW = re.compile(
    r"\\(?:re|provide)?newcommand\*?\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*(?:\[(?P<count>\d)\])?\s*(?:\[(?P<default>[^\]]*)\])?\s*(?=\{)"
)
_DEF = re.compile(r"\\def\s*\\(?P<name>[A-Za-z]+)(?P<parameters>(?:#\d)*)\s*(?=\{)")
_OPERATOR = re.compile(r"\\DeclareMathOperator\s*(?P<star>\*?)\s*\{\s*\\(?P<name>[A-Za-z]+)\s*\}\s*(?=\{)")


def blank(text: str) -> str:
    """Markup replaced by spaces, the length kept."""
    return _MARKUP.sub(lambda m: " " * len(m.group()), text)


def braced(text: str, start: int) -> int:
    """The offset after the brace group at `start`, or -1."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.S).finditer(text, start, min(len(text), start + 20000)):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return -1


def collect_macros(text: str) -> dict[str, Macro]:
    """The macros a text defines; a later definition wins."""
    found: dict[str, Macro] = {}
    for pattern in (_NEW, _DEF, _OPERATOR):
        for match in pattern.finditer(text):
            end = braced(text, match.end())
            if end < 0:
                continue
            body = text[match.end() + 1 : end - 1]
            groups = match.groupdict()
            count = int(groups.get("count") or 0) or (groups.get("parameters") or "").count("#")
            if pattern is _OPERATOR:
                body = f"\\operatorname{{{body}}}"
            found[match.group("name")] = Macro(match.group("name"), count, groups.get("default"), body)
    return found


def blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of `text[start:end]`, in order."""
    position = start
    for match in _PIECE.finditer(text, start, end):
        if match.start() < position:
            continue
        if match.start() > position:
            yield Prose((position, match.start()), blank(text[position : match.start()]))
        position = match.end()
        if match.group("definition"):
            stop = position
            while (
                stop < end
                and text[stop] in " \t{\\[]*#0123456789"
                or (stop < end and text[stop].isalnum() and text[stop - 1] != "}")
            ):
                if text[stop] == "{":
                    closed = braced(text, stop)
                    if closed < 0:
                        break
                    stop = closed
                    continue
                stop += 1
            position = stop
            continue
        yield from _block(text, match)
    if position < end:
        yield Prose((position, end), blank(text[position:end]))


def _block(text: str, match: re.Match[str]) -> Iterator[Block]:
    span, whole = match.span(), match.group()
    if match.group("comment"):
        if re.match(r"%\s*derive:", whole):
            yield Directive(span, whole.split(":", 1)[1].strip())
    elif match.group("environment"):
        yield Formula(span, span, True, match.group("name"), labels(whole))
        yield from (
            Directive((span[0] + m.start(), span[0] + m.end()), m.group(1).strip())
            for m in re.finditer(r"(?<!\\)%\s*derive:([^\n]*)", whole)
            if False
        )
    elif match.group("double"):
        yield Formula(span, (span[0] + 2, span[1] - 2), True, "$$", labels(whole))
    elif match.group("bracket"):
        yield Formula(span, (span[0] + 2, span[1] - 2), True, "\\[", labels(whole))
    elif match.group("paren"):
        yield Formula(span, (span[0] + 2, span[1] - 2), False, "\\(")
    elif match.group("single"):
        yield Formula(span, (span[0] + 1, span[1] - 1), False, "$")
    elif match.group("heading"):
        yield Heading(span, _LEVELS[match.group("level")], blank(match.group("title")).strip())
    elif match.group("begin"):
        yield Break(span, "begin", match.group("theorem"))
    elif match.group("close"):
        yield Break(span, "end", match.group("theorem_end"))
    elif match.group("item"):
        yield Break(span, "item")
    elif match.group("blank"):
        yield Break(span, "paragraph")
