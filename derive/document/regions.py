"""Where a region of mathematics ends. What is missing loses one region: a blank line or a heading is never crossed blindly."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.macros import braced

DISPLAYS = frozenset(
    ["equation", "align", "alignat", "gather", "multline", "flalign", "eqnarray", "displaymath", "math", "dmath", "xalignat", "IEEEeqnarray"]
)  # fmt: skip
PICTURES = r"tikzpicture|tikzcd|pspicture|forest"
MAX_REGION = 60_000
_BLANK = r"\n[ \t]*(?=\n)"
_WITHIN = (
    r"\\(?:text[a-z]*|mbox|hbox|intertext|shortintertext|footnote)\s*\{|\\begin\{(?:"
    + PICTURES
    + r")\}|\\tikz\s*(?:\[[^\]]*\])?\s*\{|(?<!\\)%[^\n]*|\\.|[{}]"
)
_WORDS = re.compile(r"(?:(?<![\\A-Za-z{_^])[A-Za-z]{2,}[,;]? +){4}(?<!\\)[A-Za-z]{2,}")
_STEPS = {
    "$": re.compile(rf"{_WITHIN}|\$|{_BLANK}", re.S),
    "$$": re.compile(rf"{_WITHIN}|\$\$|{_BLANK}", re.S),
    "\\]": re.compile(rf"\\\]|{_WITHIN}|{_BLANK}", re.S),
    "\\)": re.compile(rf"\\\)|{_WITHIN}|{_BLANK}", re.S),
    "\\\\]": re.compile(rf"\\\\\]|{_WITHIN}|{_BLANK}", re.S),
    "\\\\)": re.compile(rf"\\\\\)|{_WITHIN}|{_BLANK}", re.S),
}
_ENVIRONMENT = re.compile(
    r"\\(?P<which>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}|(?<!\\)%[^\n]*|\\(?:sub)*section\b|\n#+[ \t]"
)


def is_display(name: str) -> bool:
    """Whether an environment is a display of its own."""
    return name.rstrip("*") in DISPLAYS


def closing(text: str, start: int, end: int, delimiter: str) -> int:
    """The offset of the delimiter that closes what was opened before `start`, or -1 when a paragraph ends first."""
    position, depth, first = start, 0, -1
    limit = min(end, start + MAX_REGION)
    while (match := _STEPS[delimiter].search(text, position, limit)) is not None:
        found = match.group()
        position = match.end()
        if found == delimiter:
            if depth <= 0:
                return match.start()
            first = match.start() if first < 0 else first  # inside a brace; taken when the brace is never closed
        elif found.startswith("\n"):
            break
        elif found in "{}":
            depth += 1 if found == "{" else -1
        elif found.startswith("\\begin"):
            position = _picture_end(text, match.end(), limit)
        elif len(found) > 2 and found.endswith("{"):
            stop = braced(text, match.end() - 1)
            position = stop if 0 < stop <= limit and "\n\n" not in text[match.end() : stop] else match.end()
    return first


def _picture_end(text: str, start: int, limit: int) -> int:
    match = re.compile(r"\\end\{(?:" + PICTURES + r")\}").search(text, start, limit)
    return match.end() if match else start


def environment_end(text: str, start: int, end: int, name: str) -> int:
    """The offset after the `\\end{name}` of the environment whose body begins at `start`, or -1 when it is not closed."""
    inner: list[str] = []
    for match in _ENVIRONMENT.finditer(text, start, min(end, start + MAX_REGION)):
        which, other = match.group("which"), match.group("name")
        if which is None:
            if not match.group().startswith("%"):
                return -1
        elif other == name:
            # a display does not hold one of its own kind: the first was left open
            return match.end() if which == "end" and not inner else -1
        elif is_display(other) and which == "begin":
            inner.append(other)
        elif is_display(other) and (not inner or inner.pop() != other):
            return -1
    return -1


def paragraph_end(text: str, start: int, end: int) -> int:
    """The offset of the blank line that ends the paragraph, or the end."""
    match = re.compile(r"\n[ \t]*\n").search(text, start, end)
    return match.start() if match else end


def reads_as_prose(text: str) -> bool:
    """Whether a text is words rather than mathematics: five words in a row outside commands and braces."""
    return _WORDS.search(text) is not None


def labels(text: str) -> tuple[str, ...]:
    """The names that `\\label` gives inside a display."""
    return tuple(re.findall(r"\\label\s*\{([^{}]*)\}", text))
