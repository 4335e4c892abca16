"""What is said to lie in an interval lies between its ends; of other sets no more than the shape is compared."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ENGINES = ("algebra", "modular", "reals")
_LET = r"Let $a$ be a number and $f(p) = p - p^2$. Then "


@pytest.mark.parametrize(
    "claim", [r"a^2 + 1 \in [1, \infty)", r"f(p) \in (-\infty, \frac{1}{4}]", r"-a^2 \in (-\infty, 0]"]
)
def test_an_expression_is_compared_with_the_ends(claim: str) -> None:
    assert "proved" in verdicts(f"{_LET}$$ {claim} . $$", _ENGINES)
    assert "refuted" not in verdicts(f"{_LET}$$ {claim} . $$", _ENGINES)


@pytest.mark.parametrize(
    "claim", [r"a^2 + 1 \in [2, 3]", r"f(p) \in [0, 1]", r"a^2 \in (0, \infty)", r"2 a \in \mathbb{N}"]
)
def test_what_may_lie_elsewhere_is_not_proved(claim: str) -> None:
    assert set(verdicts(f"{_LET}$$ {claim} . $$", _ENGINES)) - {"proved", "tested", "supported"}


def test_names_functions_and_what_is_given_are_no_claims() -> None:
    assert verdicts(r"Let $h(x) \in [0, 1]$ and $b \in (0, 1)$ and let $b + c \in [0, 1]$.") == []


_LAW = r"Let $X$ be a random variable with $$ X \sim \mathrm{Bern}(q) . $$ "


def test_a_moment_may_be_a_function_of_a_parameter() -> None:
    text = _LAW + r"The variance is also a function of $q$: $$ \mathrm{Var}(X) = \mathrm{Var}(q) = %s . $$" "\n\n"
    slope = r"Its derivative is $$ \frac{\mathrm{d} \mathrm{Var}(q)}{\mathrm{d} q} = 1 - 2 q . $$ At the ends $$ \mathrm{Var}(1) = 0 . $$"
    assert verdicts(text % "q - q^2" + slope, _ENGINES) == ["tested", "proved", "proved"]
    wrong = verdicts(text % "q - 2 q^2" + slope, _ENGINES)
    assert not {"proved", "tested", "supported"} & set(wrong)


def test_where_the_values_of_a_function_lie_is_no_claim() -> None:
    assert verdicts(r"The loss is $\ell_t(w) \in [0, 1]$ and $g(w) \in \mathbb{N}$.") == []
