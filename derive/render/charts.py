"""Small pictures as SVG without script: how finite differences converge, how a function runs near its minimum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, log10
from typing import Any

from derive.render.escape import html

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 360, 180, 52, 30, 12
Point = tuple[float, float]


def charts(data: Mapping[str, Any]) -> Iterator[str]:
    """The pictures of an engine's data: `convergence` holds (step, error) pairs, `scan` (argument, value) pairs."""
    convergence = _points(data.get("convergence"))
    if convergence:
        shown = [(log10(h), log10(max(e, 1e-18))) for h, e in convergence if h > 0 and e >= 0]
        yield _chart(shown, "Finite differences: log10 of the error against log10 of the step", "step 10^", "error 10^")
    scan = _points(data.get("scan"))
    if scan:
        yield _chart(scan, "Values along a scan through the minimum", "", "")


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
    return sorted(found) if len(found) > 1 else []


def _chart(points: Sequence[Point], title: str, across: str, up: str) -> str:
    """A line through points, with the ends of both axes labelled."""
    if len(points) < 2:
        return ""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    (x0, x1), (y0, y1) = (min(xs), max(xs)), (min(ys), max(ys))

    def at(x: float, y: float) -> tuple[float, float]:
        right = LEFT + (x - x0) / ((x1 - x0) or 1) * (WIDTH - LEFT - 14)
        down = TOP + (y1 - y) / ((y1 - y0) or 1) * (HEIGHT - TOP - BOTTOM)
        return round(right, 1), round(down, 1)

    line = " ".join(f"{x},{y}" for x, y in (at(*point) for point in points))
    dots = "".join('<circle cx="{}" cy="{}" r="2.5"/>'.format(*at(*point)) for point in points)
    floor = HEIGHT - BOTTOM
    labels = [
        (LEFT, floor + 18, "start", f"{across}{x0:.3g}"),
        (WIDTH - 14, floor + 18, "end", f"{across}{x1:.3g}"),
        (LEFT - 6, floor, "end", f"{y0:.3g}"),
        (LEFT - 6, TOP + 8, "end", f"{y1:.3g}"),
    ]
    texts = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{html(text)}</text>' for x, y, anchor, text in labels
    )
    caption = f"{title}" + (f" ({up}…)" if up else "")
    return (
        f'<figure><svg role="img" aria-label="{html(title)}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path class="axis" d="M{LEFT} {TOP}V{floor}H{WIDTH - 14}"/><polyline points="{line}"/>{dots}{texts}</svg>'
        f"<figcaption>{html(caption)}</figcaption></figure>"
    )
