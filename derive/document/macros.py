"""Macros: what `\\newcommand`, `\\def`, `\\DeclareMathOperator` and their like define, in a text and in the files it names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Macro

MAX_BYTES = 1_000_000
MAX_FILES = 40
_NEW = re.compile(
    r"\\(?:(?:re|provide)?newcommand|DeclareRobustCommand)\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<name>[A-Za-z]+))"
    r"[ \t]*(?:\[(?P<count>\d)\])?[ \t]*(?P<optional>\[)?"
)
_DEF = re.compile(r"\\[gex]?def\s*\\(?P<name>[A-Za-z]+)(?P<parameters>(?:\s*#\d)*)\s*(?=\{)")
_LET = re.compile(r"\\let\s*\\(?P<name>[A-Za-z]+)\s*=?\s*(?P<body>\\[A-Za-z]+)")
_OPERATOR = re.compile(r"\\DeclareMathOperator\s*\*?\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*(?=\{)")
_DOCUMENT = re.compile(
    r"\\(?:New|Renew|Provide|Declare)DocumentCommand\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*\{(?P<arguments>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*(?=\{)"
)
_PAIRED = re.compile(
    r"\\DeclarePairedDelimiter\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*(?:\{(?P<left>[^{}]*)\}|(?P<left1>\\?.\w*))\s*(?:\{(?P<right>[^{}]*)\}|(?P<right1>\\?.\w*))"
)
_ANY = re.compile(
    r"\\(?:(?:re|provide)?newcommand|DeclareRobustCommand|[gex]?def|let|DeclareMathOperator|(?:New|Renew|Provide|Declare)DocumentCommand"
    r"|DeclarePairedDelimiter)(?![A-Za-z])"
)
_TOKEN = re.compile(r"\\.|[{}]", re.S)
_FILES = re.compile(
    r"\\(?:input|include|usepackage|RequirePackage|subfile)\s*(?:\[[^\]]*\])?\{([^{}]+)\}|derive:\s*macros\s+(\S+)"
)
SETTINGS = "derive.cfg"


def braced(text: str, start: int) -> int:
    """The offset after the brace group at `start`, or -1."""
    depth = 0
    for match in _TOKEN.finditer(text, start, min(len(text), start + 20000)):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return -1


def definitions(text: str) -> Iterator[tuple[int, int, Macro | None]]:
    """Every macro definition: its span, and the macro, or None for one that cannot be read."""
    position = 0
    while (start := _ANY.search(text, position)) is not None:
        found = _definition(text, start.start())
        position = found[0] if found is not None else start.end()
        yield start.start(), position, found[1] if found is not None else None


def _definition(text: str, start: int) -> tuple[int, Macro] | None:
    """The end of the definition at `start` and what it defines."""
    for pattern in (_NEW, _DEF, _OPERATOR, _DOCUMENT):
        match = pattern.match(text, start)
        if match is not None:
            return _with_body(text, match, pattern)
    match = _LET.match(text, start)
    if match is not None:
        return match.end(), Macro(match["name"], 0, None, match["body"])
    match = _PAIRED.match(text, start)
    if match is not None:
        left, right = match["left"] or match["left1"] or "", match["right"] or match["right1"] or ""
        return match.end(), Macro(match["name"], 2, "", f"\\left{left} #2 \\right{right}")
    return None


def _with_body(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> tuple[int, Macro] | None:
    place, default = match.end(), None
    groups = match.groupdict()
    name = groups.get("braced") or groups["name"]
    count = int(groups.get("count") or 0) or (groups.get("parameters") or "").count("#")
    if groups.get("optional"):
        close = text.find("]", place, place + 2000)
        if close < 0:
            return None
        default, place = text[place:close], close + 1
    blank = re.compile(r"\s*").match(text, place)
    place = blank.end() if blank else place
    end = braced(text, place) if text[place : place + 1] == "{" else -1
    if end < 0:
        one = re.compile(r"\\[A-Za-z]+|[A-Za-z0-9]").match(text, place)  # \newcommand\R\mathbb
        return (one.end(), Macro(name, count, default, one.group())) if one and pattern is _NEW else None
    body = text[place + 1 : end - 1]
    if pattern is _OPERATOR:
        body = f"\\operatorname{{{body}}}"
    elif pattern is _DOCUMENT:
        kinds = re.findall(r"[mo]|O\{([^{}]*)\}|[O](?!\{)", groups["arguments"])
        count = len(kinds)
        default = kinds[0] if kinds and groups["arguments"].strip()[:1] in "oO" else None
    return end, Macro(name, count, default, body)


def collect_macros(text: str) -> dict[str, Macro]:
    """The macros a text defines; a later definition wins."""
    return {macro.name: macro for _, _, macro in definitions(text) if macro is not None}


def defines_only(text: str) -> bool:
    """Whether a formula does nothing but define macros."""
    position, rest = 0, ""
    for start, end, _ in definitions(text):
        rest += text[position:start]
        position = end
    return position > 0 and not re.sub(r"%[^\n]*", "", rest + text[position:]).strip()


def macros_of(text: str, folder: str | None) -> dict[str, Macro]:
    """The macros that hold in a text: of the settings, of the files it names inside its folder, its own."""
    if folder is None:
        return collect_macros(text)
    found = dict(_settled(folder))
    seen: set[str] = set()
    found.update(_named(text, os.path.realpath(folder), seen))
    found.update(collect_macros(text))
    return found


def _named(text: str, root: str, seen: set[str]) -> dict[str, Macro]:
    """The macros of files that `\\input`, `\\include`, `\\usepackage` or a directive names, and of those that these name."""
    found: dict[str, Macro] = {}
    for match in _FILES.finditer(text):
        for stem in (match.group(1) or match.group(2)).split(","):
            for suffix in ("", ".tex", ".sty"):
                path = os.path.realpath(os.path.join(root, stem.strip() + suffix))
                if len(seen) >= MAX_FILES or not _is_inside(path, root) or path in seen or not _is_small_file(path):
                    continue
                seen.add(path)
                inner = _content(path)
                found.update(_named(inner, root, seen))
                found.update(collect_macros(inner))
                break
    return found


def _is_small_file(path: str) -> bool:
    return os.path.isfile(path) and os.stat(path).st_size < MAX_BYTES


def _is_inside(path: str, folder: str) -> bool:
    """Whether a path is in a folder; both without links."""
    return path.startswith(os.path.join(folder, ""))


def _content(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those that it is in."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder


def _settled(folder: str) -> Mapping[str, Macro]:
    """The macros of the files that the nearest `derive.cfg` names: `[derive] macros = shared/macros.tex`, from its own folder."""
    for place in _upwards(os.path.realpath(folder)):
        settings = os.path.join(place, SETTINGS)
        if not _is_small_file(settings):
            continue
        from configparser import ConfigParser
        from configparser import Error as ConfigError

        parser = ConfigParser(interpolation=None)
        try:
            parser.read_string(_content(settings))
        except ConfigError:
            return {}
        found: dict[str, Macro] = {}
        for name in parser.get("derive", "macros", fallback="").split():
            path = os.path.realpath(os.path.join(place, name))
            if _is_inside(path, place) and _is_small_file(path):
                found.update(collect_macros(_content(path)))
        return found
    return {}
