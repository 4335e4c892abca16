"""What notes of calculus and linear algebra write: maps of several numbers, partial derivatives as subscripts, brackets with bounds, "of a matrix A"."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular", "reals")) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(engines, PATIENT)))
    return [step.judgement.verdict.value for step in report.steps if step.judgement.verdict.value != "defined"]


MAP = r"Let $f:\mathbb{R}^2\to\mathbb{R}$, $f(x,y) = x^3 - 3xy + y^3$. "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("f(1,1) = -1", "proved"),
        ("f_x = 3x^2 - 3y", "proved"),
        ("f_{xy} = -3", "proved"),
        ("f_y = 3y^2 + 3x", "refuted"),
        ("f_{xx} = 6y", "refuted"),
    ],
)
def test_a_map_of_two_numbers_and_its_partial_derivatives(claim: str, expected: str) -> None:
    assert verdicts(f"{MAP}Then ${claim}$.") == [expected]


def test_what_follows_from_two_equations_joined_by_and() -> None:
    text = MAP + "Setting both to zero gives $y = x^2$ and $x = y^2$, so $x = x^4$."
    assert "conditional" not in verdicts(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"\left[x e^x\right]_0^1 - \int_0^1 e^x\,dx", "supported"),
        (r"x e^x \Big|_0^1 - \int_0^1 e^x\,dx", "supported"),
    ],
)
def test_values_between_bounds_in_an_exponent(value: str, expected: str) -> None:
    assert verdicts(rf"Then $$\int_0^1 x e^x\,dx = {value}.$$", ("sympy", "numeric")) == [expected]


def test_a_value_at_its_own_variable_is_not_read() -> None:
    assert (
        verdicts(r"Then $\int_0^x t\,dt = \left[\frac{x^2}{2}\right]_0^x$ and $\int_0^x x\,dx = \left[x\right]_0^x$.")
        is not None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"The Cayley transform $Q = (I - A)(I+A)^{-1}$ of a skew-symmetric matrix $A$ is orthogonal.", "proved"),
        (r"Let $B$ be invertible. The inverse $B^{-1}$ of a symmetric matrix $B$ is symmetric.", "proved"),
        (
            r"Let $D \in \mathbb{R}^{n \times n}$. The square $D^2$ of an orthogonal matrix $D$ is symmetric.",
            "conditional",
        ),
    ],
)
def test_whose_property_it_is(text: str, expected: str) -> None:
    assert verdicts(text)[0] == expected


LIKELIHOOD = "$$\\ell(\\mu, \\sigma^2) = -\\frac n2 \\log(2\\pi\\sigma^2) - \\frac{1}{2\\sigma^2} \\sum_{i=1}^n (x_i - \\mu)^2$$\n\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("\\frac{\\partial\\ell}{\\partial\\sigma^2} = -\\frac{n}{2\\sigma^2} + \\frac{1}{2\\sigma^4}\\sum_{i=1}^n (x_i-\\mu)^2", "proved"),
        ("\\frac{\\partial\\ell}{\\partial\\sigma^2} = -\\frac{n}{\\sigma^2} + \\frac{1}{2\\sigma^4}\\sum_{i=1}^n (x_i-\\mu)^2", "refuted"),
        ("\\frac{\\partial^2\\ell}{\\partial\\mu\\,\\partial\\sigma^2} = -\\frac{1}{\\sigma^4}\\sum_{i=1}^n (x_i-\\mu)", "proved"),
        ("\\frac{\\partial^2\\ell}{\\partial(\\sigma^2)^2} = \\frac{n}{2\\sigma^4} - \\frac{1}{\\sigma^6}\\sum_{i=1}^n (x_i-\\mu)^2", "proved"),
        ("\\frac{\\partial^2\\ell}{\\partial\\mu^2} = -\\frac{n}{\\sigma^2}", "proved"),
        ("\\ell(0, 1) = -\\frac n2 \\log(2\\pi) - \\frac12 \\sum_{i=1}^n x_i^2", "proved"),
        ("\\ell(\\hat\\mu, \\hat\\sigma^2) = -\\frac n2 \\log(2\\pi\\hat\\sigma^2) - \\frac{1}{2\\hat\\sigma^2} \\sum_{i=1}^n (x_i - \\hat\\mu)^2", "proved"),
        ("\\ell(\\hat\\mu, \\hat\\sigma^2) = -\\frac n2 \\log(2\\pi\\hat\\sigma^2) - \\frac{1}{\\hat\\sigma^2} \\sum_{i=1}^n (x_i - \\hat\\mu)^2", "refuted"),
    ],
)  # fmt: skip
def test_squares_as_variables(claim: str, verdict: str) -> None:
    assert verdicts(LIKELIHOOD + f"$${claim}$$\n")[-1] == verdict
