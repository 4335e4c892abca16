"""Single faults planted in a document's formulas, systematically: signs, factors, transposes, order, terms, subscripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.report import StepReport

NAME = r"(?:\\[a-zA-Z]+|[A-Za-z])(?:_(?:\w|\{[^{}]*\}))?"
CAPITAL = re.compile(r"(?<![\\a-zA-Z_{])([A-Z](?:_\d)?)(?![a-zA-Z_])")


@dataclass(frozen=True)
class Fault:
    """One edit: what kind, where, and the text put in."""

    kind: str
    start: int
    end: int
    new: str

    def plant(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]

    def __str__(self) -> str:
        return f"{self.kind}@{self.start}:{self.new.strip() or '-'}"


def faults(text: str, step: StepReport) -> Iterator[Fault]:
    """Every single fault of these kinds in what a step adds: what stands after its relation."""
    begin, end = step.place.start, step.place.end
    begin += text[begin:end].index("=") + 1
    body = text[begin:end]
    for kind, edits in KINDS.items():
        for start, stop, new in edits(body):
            yield Fault(kind, begin + start, begin + stop, new)


Edits = Iterator[tuple[int, int, str]]


def _level(body: str, at: int) -> int:
    """How deep in braces and brackets a place is."""
    before = body[:at]
    return len(re.findall(r"[({]|\[", before)) - len(re.findall(r"[)}]|\]", before))


def _signs(body: str) -> Edits:
    for match in re.finditer(r" ([+-]) ", body):
        yield match.start(1), match.end(1), "-" if match[1] == "+" else "+"
    match = re.match(r"\s*-", body)
    if match:
        yield match.end() - 1, match.end(), ""


def _factors(body: str) -> Edits:
    for match in re.finditer(r"(?<![\^_\d{])(?<!\^\{-)([2-9])(?=\s)", body):
        yield match.start(1), match.end(1), str(int(match[1]) + 1)
    if body.strip() not in ("0", "I"):
        match = re.search(r"\S", body)
        if match and body[match.start()].isalpha() | (body[match.start()] == "\\"):
            yield match.start(), match.start(), "2 "


def _transposes(body: str) -> Edits:
    for match in re.finditer(r"\^\\top", body):
        yield match.start(), match.end(), ""
    for match in CAPITAL.finditer(body):
        if not body.startswith(("^", "_"), match.end()) and match[1] != "I":
            yield match.end(), match.end(), "^\\top"


def _orders(body: str) -> Edits:
    part = r"([A-Z](?:_\d)?(?:\^\\top)?)"
    for match in re.finditer(rf"(?<![\\a-zA-Z]){part} (?={part}(?![a-zA-Z_^]))", body):
        if match[1] != match[2]:
            yield match.start(1), match.end(2), f"{match[2]} {match[1]}"


def _terms(body: str) -> Edits:
    starts = [match.start() for match in re.finditer(r" [+-] ", body) if _level(body, match.start()) == 0]
    for start, stop in zip(starts, [*starts, len(body)][1:], strict=True):
        yield start, stop, ""


def _subscripts(body: str) -> Edits:
    names = sorted({match[1] for match in CAPITAL.finditer(body)} - {"I"})
    for match in CAPITAL.finditer(body):
        others = [name for name in names if name != match[1]]
        if others and match[1] != "I":
            yield match.start(1), match.end(1), others[match.start() % len(others)]


KINDS = {
    "sign": _signs,
    "factor": _factors,
    "transpose": _transposes,
    "order": _orders,
    "term": _terms,
    "symbol": _subscripts,
}
