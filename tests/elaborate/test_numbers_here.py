"""A letter that is a vector elsewhere is a number in a stretch of text that uses it as one."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

VECTORS = "Let $x, y \\in \\mathbb{R}^n$ and $H \\in \\mathbb{R}^{n \\times n}$. Then $x^T H y = y^T H^T x$.\n\n"


def _verdicts(text: str) -> list[str]:
    return verdicts(VECTORS + text)


def test_the_variable_of_a_function_with_primes_is_a_number() -> None:
    text = r"For $f(x) = \tanh(x)$ we have $f'(x) = 1 - f(x)^2$."
    assert _verdicts(text) == ["proved", "proved"]
    assert _verdicts(text.replace("1 - f", "1 + f"))[-1] == "refuted"


@pytest.mark.slow
def test_a_letter_with_a_sign_is_a_number_and_so_is_what_is_added_to_it() -> None:
    text = r"If $x > 0$, we have $0 = x - y + 3 \implies x = y - 3$."
    assert _verdicts(text)[-1] == "proved"
    assert _verdicts(text.replace("x = y - 3", "x = y + 3"))[-1] not in ("proved", "tested", "supported", "ill-formed")


def test_behind_it_the_letter_is_the_vector_again() -> None:
    text = "For $g(x) = x e^x$ we have $g'(x) = (1 + x) e^x$.\n\nAlso $x^T x = \\|x\\|^2$."
    assert _verdicts(text) == ["proved"] * 3
    assert _verdicts("If $x > 0$, then $0 = x + 1$.\n\nIn all, $x^T y = x + y$.")[-1] == "ill-formed"


def test_without_a_word_of_it_a_vector_stays_one() -> None:
    assert _verdicts("Here $x^T y = x + y$.")[-1] == "ill-formed"
    assert _verdicts("With $x > 0$ we have $y^T x = x + 1$.")[-1] == "ill-formed"


GENERAL = "Let $g: \\mathbb{R}^p \\to \\mathbb{R}$ be smooth.\n\n"


def test_an_example_of_a_function_of_vectors_may_be_one_of_numbers() -> None:
    example = GENERAL + r"As an example take $g(u) = u^3$. Then $g'(u) = %s u^2$."
    assert verdicts(example % "3") == ["proved"]
    assert verdicts(example % "2") == ["refuted"]
    later = "\n\n" + r"For all $u, v \in \mathbb{R}^p$ we have $g(v) - g(u) = v^3 - u^3$."
    assert verdicts(example % "3" + later)[-1] not in ("proved", "tested", "supported")


def test_a_function_of_vectors_has_no_powers_of_them() -> None:
    assert verdicts(r"Let $g: \mathbb{R}^p \to \mathbb{R}$, $g(u) = u^3$.") == ["ill-formed"]
