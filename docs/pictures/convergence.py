"""Draws convergence.svg from a real run: python docs/pictures/convergence.py.

The relative error of a directional derivative of a loss over 64×256 parameters against the step, for forward differences, central ones, and
the Richardson tableau that `check_gradient` uses, with the error that the tableau itself estimates.
"""

from __future__ import annotations

from math import log10
from pathlib import Path
from typing import Any

import numpy as np

from derive.numerics.finite_differences import directional

Array = np.ndarray[Any, np.dtype[Any]]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 70, 20, 20, 60
COLOURS = {"forward": "#b3541e", "central": "#1f6f8b", "Richardson": "#2d6a4f", "estimated": "#7a7a7a"}
RNG = np.random.default_rng(4)
A, X = RNG.normal(size=(64, 64)) / 8, RNG.normal(size=(64, 256)) / 16
W = RNG.normal(size=(64, 256))


def loss(w: Array) -> Array:
    """½|AW - X|² + Σ exp(sin W) for (B, 64, 256)."""
    r = A @ w - X
    return np.asarray((r * r).sum(axis=(-2, -1)) / 2 + np.exp(np.sin(w)).sum(axis=(-2, -1)))


def curves() -> dict[str, list[tuple[float, float]]]:
    """(step, relative error) by method."""
    direction = RNG.integers(0, 2, size=W.shape) * 2.0 - 1.0
    gradient = A.T @ (A @ W - X) + np.cos(W) * np.exp(np.sin(W))
    exact, scale = float(np.sum(gradient * direction)), float(np.linalg.norm(gradient))
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in COLOURS}
    here = float(loss(W[None])[0])
    for exponent in np.arange(-0.5, -12.01, -0.25):
        h = float(10.0**exponent)
        up, down = (float(v) for v in loss(np.stack([W + h * direction, W - h * direction])))
        tableau = directional(loss, W, direction[None], h)
        found["forward"].append((h, abs((up - here) / h - exact) / scale))
        found["central"].append((h, abs((up - down) / (2 * h) - exact) / scale))
        found["Richardson"].append((h, abs(float(tableau.value[0]) - exact) / scale))
        found["estimated"].append((h, tableau.error / scale))
    return found


def at(h: float, error: float) -> str:
    """The place of a point: log10 of the step from -12 to 0 across, log10 of the error from -17 to 0 up."""
    x = LEFT + (log10(h) + 12) / 12 * (WIDTH - LEFT - RIGHT)
    y = TOP + -max(log10(max(error, 1e-17)), -17.0) / 17 * (HEIGHT - TOP - BOTTOM)
    return f"{x:.1f},{max(y, TOP):.1f}"


def picture(found: dict[str, list[tuple[float, float]]]) -> str:
    """The curves as SVG without script."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Error of finite differences against the step</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    floor = HEIGHT - BOTTOM
    for k in range(0, 13, 2):
        x, label = at(10.0 ** (k - 12), 1.0).split(",")[0], f"1e{k - 12}" if k < 12 else "1"
        parts.append(f'<path d="M{x} {TOP}V{floor}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="{x}" y="{floor + 18}" text-anchor="middle" fill="#333333">{label}</text>')
    for k in range(0, 17, 4):
        y, label = at(1.0, 10.0**-k).split(",")[1], f"1e-{k}" if k else "1"
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#e4e4e4"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{float(y) + 4}" text-anchor="end" fill="#333333">{label}</text>')
    for row, (name, points) in enumerate(found.items()):
        line = " ".join(at(h, e) for h, e in points if np.isfinite(e))
        dash = ' stroke-dasharray="4 3"' if name == "estimated" else ""
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"{dash}/>')
        title = "Richardson, its own estimate" if name == "estimated" else name
        parts.append(f'<text x="{LEFT + 12}" y="{floor - 66 + 16 * row}" fill="{COLOURS[name]}">{title}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle" fill="#333333">step (first step of the tableau)</text>'
    )
    parts.append(
        f'<text x="16" y="{(TOP + floor) / 2}" transform="rotate(-90 16 {(TOP + floor) / 2})" text-anchor="middle" fill="#333333">relative error</text>'
    )
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(picture(curves()), encoding="utf-8")
