"""Numbers of a finite set: instances pick one of them, and a failure at any of them is found."""

from __future__ import annotations

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "numeric")
LIKELIHOOD = r"$\ell(p) = x \log p + (1 - x) \log(1 - p)$, $0 < p < 1$, $x \in \{0, 1\}$. "


def test_a_derivative_where_a_number_is_zero_or_one() -> None:
    text = rf"{LIKELIHOOD}$$\frac{{d^2 \ell}}{{dp^2}} = -\frac{{x}}{{p^2}} - \frac{{1 - x}}{{(1 - p)^2}}$$"
    assert verdicts(text)[-1] in ("proved", "tested")
    assert verdicts(text.replace(r"} - \frac{1 - x}", r"} + \frac{1 - x}"))[-1] == "refuted"


def test_what_fails_at_one_of_the_numbers_alone_is_refuted() -> None:
    for values in (r"\{0, 1\}", r"\{1, 0\}"):
        text = rf"$x \in {values}$ and $a > 0$. $$a^x = 1 + x (a - 1)$$"
        assert verdicts(text, ENGINES)[-1] in ("proved", "tested", "supported")
        assert verdicts(text.replace("= 1 + x (a - 1)", "= a x"), ENGINES)[-1] == "refuted"
        assert verdicts(text.replace("= 1 + x (a - 1)", "= x + 1 - x a"), ENGINES)[-1] == "refuted"


def test_a_family_of_signs() -> None:
    given = r"Let $y_i \in \{-1, 1\}$ for $i = 1, \dots, n$ and $x \in \mathbb{R}^n$. Then "
    right = r"\frac{1 + y_i}{2} \log(1 + e^{-x_i}) + \frac{1 - y_i}{2} \log(1 + e^{x_i})"
    text = rf"{given}$$\sum_i \log(1 + e^{{-y_i x_i}}) = \sum_i \left({right}\right)$$"
    assert verdicts(text, ENGINES)[-1] in ("tested", "supported")
    assert verdicts(text.replace("{-y_i x_i}", "{y_i x_i}"), ENGINES)[-1] == "refuted"
