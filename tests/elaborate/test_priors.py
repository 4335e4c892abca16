"""Prior densities that words give by a named one, and derivatives that are set to zero at an estimate."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_PRIOR = r"""Let $z$ be a count with likelihood $p(z \mid r) = \mathrm{Poiss}(z; r)$. Then the conjugate prior for the rate is a gamma distribution:

$$ p(r) = \mathrm{Gam}(r; a, b) . $$

**Proof:** Densities are compared. This is the prior density

$$ p(r) = \mathrm{Gam}(r; %s) . $$
"""


@pytest.mark.parametrize(("again", "holds"), [("a, b", True), ("b, a", False), ("a + 1, b", False)])
def test_a_prior_is_what_words_give_it_as(again: str, holds: bool) -> None:
    (found,) = verdicts(_PRIOR % again)
    assert (found in _CONFIRMED) is holds


def test_a_posterior_is_no_prior() -> None:
    text = r"Let $p(z \mid r) = \mathrm{Poiss}(z; r)$ and $p(r) = \mathrm{Gam}(r; a, b)$. The posterior is then $$ p(r \mid z) = \mathrm{Gam}(r; a, b) . $$"
    assert not set(verdicts(text)) & _CONFIRMED


@pytest.mark.parametrize(
    ("slope", "solution", "holds"),
    [
        (r"\frac{\mathrm{d}\mathrm{LL}(q)}{\mathrm{d}\hat{q}}", r"\frac{z}{m}", True),
        (r"\frac{\mathrm{d}\mathrm{LL}(\hat{q})}{\mathrm{d}q}", r"\frac{z}{m}", True),
        (r"\frac{\mathrm{d}\mathrm{LL}(\hat{q})}{\mathrm{d}q}", r"\frac{m}{z}", False),
    ],
)
def test_a_derivative_set_to_zero_at_the_estimate_is_a_condition(slope: str, solution: str, holds: bool) -> None:
    text = rf"""Consider the log-likelihood

$$ \mathrm{{LL}}(q) = z \log q + (m - z) \log (1 - q) . $$

Its derivative is

$$ \frac{{\mathrm{{d}}\mathrm{{LL}}(q)}}{{\mathrm{{d}}q}} = \frac{{z}}{{q}} - \frac{{m - z}}{{1 - q}} $$

and setting this derivative to zero gives the estimate:

$$ \begin{{split}} {slope} &= 0 \\ 0 &= \frac{{z}}{{\hat{{q}}}} - \frac{{m - z}}{{1 - \hat{{q}}}} \\ \hat{{q}} &= {solution} . \end{{split}} $$
"""
    found = verdicts(text)
    assert len(found) == 3  # that the derivative is zero is no claim
    assert (found[-1] in _CONFIRMED) is holds
