"""Densities of vectors whose parameters are listed: `Dir(q; [a, b])`."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_VECTOR = r"Let $q \in \mathbb{R}^2$ and $x \in \mathbb{R}^2$. We show that "


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{Dir}(q; [a, b]) = \frac{\Gamma(a + b)}{\Gamma(a) \Gamma(b)} q_1^{a-1} q_2^{b-1}", True),
        (r"\mathrm{Dir}(q; [a, b]) = \frac{\Gamma(a + b)}{\Gamma(a) \Gamma(b)} q_1^{b-1} q_2^{a-1}", False),
        (r"\mathrm{Mult}(x; n, [p, 1 - p]) = {n \choose {x_1, x_2}} p^{x_1} (1 - p)^{x_2}", True),
        (r"\mathrm{Mult}(x; n, [p, 1 - p]) = {n \choose {x_1, x_2}} p^{x_2} (1 - p)^{x_1}", False),
    ],
)
def test_listed_parameters_are_those_of_the_entries(claim: str, holds: bool) -> None:
    found = verdicts(_VECTOR + f"$$ {claim} . $$")
    assert (found[-1] in ("proved", "tested")) == holds


def test_lists_of_another_length_do_not_fit() -> None:
    found = verdicts(_VECTOR + r"$$ \mathrm{Dir}(q; [a, b, c]) = q_1^{a-1} q_2^{b-1} . $$")
    assert not {"proved", "tested"} & set(found)
