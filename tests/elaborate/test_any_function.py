"""Functions of which the text says that they are any of a kind, whatever example had their letter; grounds in words; points that are not given."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, kind: Format = Format.MARKDOWN) -> list[str]:
    document = read_text(text, kind, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


MIXED = r"g(\lambda x + (1 - \lambda) y) \le \lambda g(x) + (1 - \lambda) g(y)"


def test_an_example_gives_way_to_any_function_of_a_kind() -> None:
    text = "# A\n\nFor instance, let $g(x) = (x - 1)^2$.\n\n# B\n\nGiven a {} function $g$ and $\\lambda \\in [0, 1]$ we have\n\n$${}.$$\n"
    assert verdicts(text.format("convex", MIXED)) == ["proved"]
    assert verdicts(text.format("convex", MIXED.replace(r"\le ", r"\ge "))) == ["unchecked"]
    assert verdicts(text.format("smooth", MIXED)) == ["unchecked"]


def test_an_example_goes_on_in_its_own_section() -> None:
    assert verdicts("Let $g(x) = (x - 1)^2$. Then\n\n$$g'(x) = 2 (x - 1).$$\n\nWe find $g(3) = 4$.\n") == [
        "proved",
        "proved",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("By convexity of $g$ we have, for $\\lambda \\in [0, 1]$,", "proved"),
        ("Convexity of $g$ implies for $\\lambda \\in [0, 1]$", "proved"),
        ("Without using convexity of $g$ we have for $\\lambda \\in [0, 1]$", "unchecked"),
        ("To prove convexity of $g$ we show for $\\lambda \\in [0, 1]$", "unchecked"),
        ("By concavity of $g$ we have for $\\lambda \\in [0, 1]$", "unchecked"),
    ],
)
def test_what_is_used_is_given(words: str, expected: str) -> None:
    assert verdicts(f"{words}\n\n$${MIXED}.$$\n") == [expected]


def test_a_ground_holds_for_its_paragraph() -> None:
    text = f"By convexity of $g$, for $\\lambda \\in [0, 1]$,\n\n$$\\begin{{aligned}}\n{MIXED}.\n\\end{{aligned}}$$\n\n"
    text += f"For another reason\n\n$${MIXED.replace('x', 'u').replace('y', 'v')}.$$\n"
    assert verdicts(text) == ["proved", "unchecked"]


def test_two_functions_in_one_condition() -> None:
    text = "If $\\nabla f$ is $L$-Lipschitz continuous and $f$ is $\\mu$-strongly convex, then for all $x, y \\in \\mathbb{R}^n$\n\n"
    text += r"$$\frac{\mu}{2} \|y - x\|^2 \leq f(y) - (f(x) + \langle \nabla f(x), y - x \rangle) \leq \frac{L}{2} \|y - x\|^2.$$"
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"g(b) - g(a) = g'(c) (b - a)",
        r"g(x + h) = g(x) + h g'(x) + \frac{h^2}{2} g''(\xi)",
        r"g(y) = g(x) + g'(x) (y - x) + \frac{1}{2} g''(\xi) (y - x)^2",
    ],
)
def test_a_point_in_between_is_some_point(claim: str) -> None:
    assert verdicts(f"Let $g$ be a smooth function. Then\n\n$${claim}.$$\n") == ["unchecked"]


def test_a_slope_at_a_point_that_is_given_can_be_wrong() -> None:
    assert verdicts("Let $g$ be a smooth function. Then\n\n$$\\frac{d}{dx} (g(x) + x) = g'(x) + 2.$$\n") == ["refuted"]


def test_what_it_is_to_be_convex_is_no_claim() -> None:
    text = r"\begin{definition} $f : \mathbb{R}^n \to \mathbb{R}$ is a \emph{convex function} if for all $x, y$ and $t \in [0, 1]$, then"
    text += r"\[ f(t x + (1 - t) y) \leq t f(x) + (1 - t) f(y). \] \end{definition}"
    assert verdicts(text, Format.LATEX) == []


def test_a_function_of_which_more_is_said_is_not_any_function() -> None:
    for said in (
        "Let $f$ be an even differentiable function. Then $f'(-x) = -f'(x)$.\n",
        "Let $f$ be a differentiable function with $f' = f$. Then $f'' = f$.\n",
        "Let $f$ be a differentiable function and $g = f^{-1}$. Then\n\n$$g'(f(x)) = \\frac{1}{f'(x)}$$\n",
        "Let $f: \\mathbb{R} \\to \\mathbb{R}$ be additive. Then $f(x + y) = f(x) + f(y)$.\n",
    ):
        assert not {"refuted", "conditional"} & set(verdicts(said)), said
