"""Functions that stand without their argument, powers of their values, primes behind brackets; letters that were numbers in earlier paragraphs."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

TWO = "Let $f$ and $g$ be differentiable functions.\n\n"


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"(f + g)' = f' + g'", "proved"),
        (r"(f g)' = f' g + f g'", "proved"),
        (r"(f g)' = f' g'", "refuted"),
        (r"\left(\frac{f}{g}\right)' = \frac{f' g - f g'}{g^2}", "proved"),
        (r"\left(\frac{f}{g}\right)' = \frac{f' g + f g'}{g^2}", "refuted"),
        (r"(f \circ g)' = (f' \circ g) \cdot g'", "proved"),
        (r"(f \circ g)' = f' \circ g'", "refuted"),
        (r"\left(\frac{f(x)}{g(x)}\right)' = \frac{g(x) f'(x) - f(x) g'(x)}{g^2(x)}", "proved"),
        (r"[f(g(x))]' = f'(g(x)) g'(x)", "proved"),
        (r"[f(2x + 1)]' = f'(2x + 1)", "refuted"),
        (r"\frac{d}{dx} g^2(x) = 2 g(x) g'(x)", "proved"),
    ],
)
def test_rules_for_any_two_functions(claim: str, expected: str) -> None:
    assert verdicts(f"{TWO}$${claim}.$$") == [expected]


def test_a_prime_behind_brackets_may_be_a_transpose() -> None:
    text = (
        "The criterion is $S(b) = (y - f(b))'(y - f(b))$, with slopes $f'(b)$.\n\n$$S(b) = y^2 - 2 y f(b) + f(b)^2.$$"
    )
    assert "refuted" not in verdicts(text)
    assert "refuted" not in verdicts(f"{TWO}For two vectors $f, g$ we have $(f'g)' = g' f$ and $(f g')' = g f'$.")


def test_the_derivative_of_a_function_that_is_named_alone() -> None:
    assert verdicts(r"Let $f: \mathbb{R} \to \mathbb{R}$ be smooth. Then $\frac{df}{dx} = f'(x)$.") == ["proved"]


@pytest.mark.parametrize(("claim", "expected"), [("f'(2) = 8", "proved"), ("f'(2) = 6", "refuted")])
def test_a_chain_that_gives_a_function_its_formula(claim: str, expected: str) -> None:
    assert verdicts(f"Consider the function $y = f(x) = 3x^2 - 4x$. Then ${claim}$.") == [expected]


def test_the_variable_of_an_earlier_section_stays_a_number() -> None:
    text = r"""# One variable

For differentiable functions $f: \mathbb{R} \to \mathbb{R}$,

$$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}.$$

$$\frac{d}{dx} x^3 = 3 x^2.$$

# Several variables

Let $f: \mathbb{R}^n \to \mathbb{R}$ be convex and differentiable. Then

$$f(y) \geq f(x) + \nabla f(x)^\top (y - x).$$
"""
    assert verdicts(text) == ["tested", "proved", "proved"]


def test_an_arrow_leads_from_a_formula_to_its_derivative() -> None:
    text = r"""# Setting

Let $x$ be a vector of inputs.

# Examples

Consider a function $f(x, y) = x y$. At first

$$f(x, y) = x y \quad \rightarrow \quad \frac{\partial f}{\partial x} = y \quad \frac{\partial f}{\partial y} = x$$

For a sum

$$f(x, y) = x + y \quad \rightarrow \quad \frac{\partial f}{\partial x} = 1 \quad \frac{\partial f}{\partial y} = 2$$

$$f(x) = e^{2x} \quad\Rightarrow\quad f'(x) = 2 e^{2x}$$

$$f(x) = e^{2x} \quad\Rightarrow\quad f'(x) = e^{2x}$$

$$f_c(x) = c + x \quad\Rightarrow\quad \frac{df}{dx} = 1$$
"""
    assert verdicts(text) == ["proved", "proved", "proved", "refuted", "proved", "refuted", "unchecked"]


def test_a_function_of_other_variables_in_another_section() -> None:
    text = "# One\n\nLet $f(x, y) = x^2 + y^2$.\n\n# Two\n\nWe study\n\n$$f(x, t) = x t.$$\n\nThen $f(2, 3) = 6$.\n"
    assert verdicts(text) == ["proved"]
    text = "# One\n\nLet $h(x, y) = x y$.\n\n# Two\n\nOn the diagonal\n\n$$h(x, x) = x^2.$$\n"
    assert verdicts(text) == ["proved"]


@pytest.mark.parametrize(
    ("said", "verdicts_of_both"),
    [
        (r"Let $g$ be a smooth function and $\psi = g'$.", ["proved", "refuted"]),
        (r"Let $g$ be a smooth function, with derivative $g' = \psi$.", ["proved", "refuted"]),
        (r"Let $g$ be a smooth function and $\psi(x) = g'(x)$.", ["proved", "refuted"]),
        (r"Let $g$ and $\psi$ be differentiable functions with $g' = \psi$.", ["proved", "refuted"]),
        (r"Let $g$ and $\psi$ be differentiable functions with $g' = \psi$, and $A$ an invertible square matrix.", ["proved", "refuted"]),
    ],
)  # fmt: skip
def test_a_function_that_is_the_slope_of_another(said: str, verdicts_of_both: list[str]) -> None:
    text = said + " Then $$\\frac{d}{dx} g(x^3) = 3x^2 \\psi(x^3)$$ and $$\\frac{d}{dx} g(x^3) = x^2 \\psi(x^3)$$"
    assert verdicts(text) == verdicts_of_both


def test_a_slope_that_acts_on_each_entry() -> None:
    text = (
        "Let $v_1, \\dots, v_m \\in \\mathbb{R}^n$ and $W \\in \\mathbb{R}^{p \\times n}$. With a smooth scalar function $g$ applied to every"
        " component, the objective is\n$$F(W) = \\sum_{k=1}^m \\sum_{i=1}^p g((W v_k)_i),$$\nand $\\varphi = g'$ acts elementwise. Then\n"
        "$$\\frac{\\partial F}{\\partial W} = \\sum_{k=1}^m \\varphi(W v_k) v_k^\\top$$\n"
        "$$\\frac{\\partial F}{\\partial W} = 2 \\sum_{k=1}^m \\varphi(W v_k) v_k^\\top$$\n"
    )
    assert verdicts(text) == ["proved", "refuted"]


def test_two_known_functions_one_of_which_is_claimed_to_be_the_slope() -> None:
    text = r"Let $f(x) = \sin x$ and $g(x) = \cos x$. Then $f' = g$ and $g' = f$."
    assert verdicts(text) == ["proved", "refuted"]


@pytest.mark.parametrize("said", ["with $f' = f$", "such that $f' = f$", "with $f'' = f$"])
def test_what_is_supposed_of_a_slope_is_not_lost(said: str) -> None:
    text = f"Let $f$ be a differentiable function {said}. Then $$\\frac{{d}}{{dx}} f(2x) = 2 f(2x)$$"
    assert verdicts(text) in (["unchecked"], ["proved"])


def test_two_slopes_that_are_each_other() -> None:
    text = r"Let $f$ and $g$ be differentiable functions with $f' = g$ and $g' = f$. Then $$\frac{d}{dx} f(x)g(x) = f(x)^2 + g(x)^2$$"
    assert "refuted" not in verdicts(text)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"K(\theta) = - (1 - y) \log (1 - q) - y \log q", "proved"),
        (r"K(2 \theta) = K(\theta)", "unchecked"),
        (r"K(\theta_1) = K(\theta_2)", "unchecked"),
        (r"F(3 z) = F(z)", "unchecked"),
        (r"F(z) = a", "proved"),
        (r"\operatorname{Re}(3 z) = \operatorname{Re}(z)", "unchecked"),
        (r"g(3) = 0", "proved"),
    ],
)
def test_a_formula_without_the_argument_says_nothing_of_other_points(claim: str, expected: str) -> None:
    text = rf"""Let $K(\theta) = - y \log q - (1 - y) \log (1 - q)$. Let $z = a + b$, and let $F(z) := a$ and $\operatorname{{Re}}(z) := a$ and $g(u) := 0$.

Then ${claim}$."""
    assert verdicts(text)[-1] == expected
