"""Small pictures as SVG without script: how finite differences converge, how a function runs near its minimum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, floor, isfinite, log10
from typing import Any

from derive.record import dataclass
from derive.render.escape import html

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 360, 210, 56, 16, 40, 26
SMALLEST = 1e-18  # an error of nothing at all is drawn as this
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows: its name, its ends, where it has marks, and how these are labelled."""

    name: str
    low: float
    high: float
    marks: tuple[float, ...]
    label: Callable[[float], str]


def charts(data: Mapping[str, Any]) -> Iterator[str]:
    """The pictures of an engine's data: `convergence` holds (step, error) pairs, `scan` (distance from the claimed
    optimum along allowed points, value) pairs."""
    convergence = _points(data.get("convergence"))
    shown = [(log10(h), log10(max(e, SMALLEST))) for h, e in convergence if h > 0 and e >= 0]
    if len(shown) > 1:
        step, least = min(shown, key=lambda point: point[1])
        caption = f"Central differences along one direction: least relative error 10{_raised(round(least))}, at step 10{_raised(round(step))}; smaller steps lose digits to rounding."
        yield _chart(shown, _decades("step", shown, 0), _decades("relative error", shown, 1), caption)
    scan = _points(data.get("scan"))
    if len(scan) > 1:
        at, value = min(scan, key=lambda point: abs(point[0]))
        caption = (
            f"Values along a curve of allowed points through the claimed one (marked), where the value is {value:.6g}."
        )
        yield _chart(
            scan, _even("distance from the claimed point", scan, 0), _even("value", scan, 1), caption, (at, value)
        )


def _points(value: Any) -> list[Point]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    found = []
    for item in value:
        if (
            isinstance(item, Sequence)
            and len(item) == 2
            and all(isinstance(x, (int, float)) and isfinite(x) for x in item)
        ):
            found.append((float(item[0]), float(item[1])))
    return sorted(found)


def _raised(exponent: float) -> str:
    return str(int(exponent)).translate(RAISED)


def _decades(name: str, points: Sequence[Point], which: int) -> Axis:
    """A logarithmic axis: a mark at whole powers of ten, six at most."""
    low, high = floor(min(p[which] for p in points)), ceil(max(p[which] for p in points))
    high = max(high, low + 1)
    every = ceil((high - low) / 6)
    return Axis(name, low, high, tuple(range(low, high + 1, every)), lambda x: f"10{_raised(x)}")


def _even(name: str, points: Sequence[Point], which: int) -> Axis:
    """A plain axis: marks at round numbers, about four."""
    low, high = min(p[which] for p in points), max(p[which] for p in points)
    span = (high - low) or abs(high) or 1.0
    size = 10.0 ** floor(log10(span / 4))
    every = next(size * factor for factor in (1, 2, 5, 10) if span / (size * factor) <= 5)
    first = ceil(low / every)
    marks = tuple(every * i for i in range(first, first + 7) if every * i <= high + 1e-9 * span)
    return Axis(name, low, high if high > low else low + span, marks, lambda x: f"{x:.4g}")


def _chart(points: Sequence[Point], across: Axis, up: Axis, caption: str, mark: Point | None = None) -> str:
    """A line through points between two axes, with one point marked."""

    def right(x: float) -> float:
        return round(LEFT + (x - across.low) / (across.high - across.low) * (WIDTH - LEFT - RIGHT), 1)

    def down(y: float) -> float:
        return round(TOP + (up.high - y) / (up.high - up.low) * (HEIGHT - TOP - BOTTOM), 1)

    floor_ = HEIGHT - BOTTOM
    grid = "".join(f"M{right(x)} {TOP}V{floor_}" for x in across.marks)
    grid += "".join(f"M{LEFT} {down(y)}H{WIDTH - RIGHT}" for y in up.marks)
    texts: list[tuple[float, float, str, str]] = [
        (right(x), floor_ + 15, "middle", across.label(x)) for x in across.marks
    ]
    texts += [(LEFT - 6, down(y) + 4, "end", up.label(y)) for y in up.marks]
    texts += [((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", across.name), (6, 14, "start", up.name)]
    words = "".join(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{html(text)}</text>' for x, y, anchor, text in texts)
    line = " ".join(f"{right(x)},{down(y)}" for x, y in points)
    dots = "".join(f'<circle cx="{right(x)}" cy="{down(y)}" r="2"/>' for x, y in points) if len(points) <= 40 else ""
    if mark is not None:
        dots += f'<circle class="least" cx="{right(mark[0])}" cy="{down(mark[1])}" r="4.5"/>'
    return (
        f'<figure><svg role="img" aria-label="{html(caption)}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path class="grid" d="{grid}"/><path class="axis" d="M{LEFT} {TOP}V{floor_}H{WIDTH - RIGHT}"/>'
        f'<polyline points="{line}"/>{dots}{words}</svg><figcaption>{html(caption)}</figcaption></figure>'
    )
