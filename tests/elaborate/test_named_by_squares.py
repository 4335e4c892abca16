"""A letter that is given by its square, `R^2 = 1 - a/b`."""

from __future__ import annotations

from tests.judged import verdicts


def test_a_capital_letter_that_stands_only_under_a_square_is_given_by_it() -> None:
    text = r"$R^2 = 1 - S/T$ with $S, T > 0$. $$1 - \frac{2 S}{T} = 1 - 2 (1 - R^2)$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("- 2 (", "- 3 ("))[-1] == "refuted"


def test_one_that_stands_elsewhere_too_is_not_refuted_for_want_of_its_sign() -> None:
    text = r"$R^2 = 1 - S/T$ with $S, T > 0$. $$1 - \frac{2 S}{T} = 1 - 2 (1 - R^2)$$ $$R = \frac{T}{S}$$"
    assert verdicts(text)[0] != "refuted"
