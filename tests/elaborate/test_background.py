"""Densities that are all conditioned on a model, and marginal densities by the rules of probability alone."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_MODEL = r"""Consider the model $m$ with the following likelihood and prior, of which the model evidence is sought:

$$ p(z \mid w) = \mathcal{N}(z; w, c), \quad p(w) = \mathcal{N}(w; 0, d) . $$

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\int p(z, w) \, \mathrm{d}w = p(z \mid m)", True),
        (r"\int p(z \mid w) \, p(w) \, \mathrm{d}w = p(z \mid m)", True),
        (r"\int p(z \mid w) \, \mathrm{d}w = p(z \mid m)", False),
        (r"\int p(z, w) \, p(w) \, \mathrm{d}w = p(z \mid m)", False),
        (r"p(w \mid z, m) = \frac{p(z \mid w, m) \, p(w \mid m)}{p(z \mid m)}", True),
        (r"p(w \mid z, m) = \frac{p(z \mid w, m) \, p(z \mid m)}{p(w \mid m)}", False),
    ],
)
def test_a_model_that_all_is_conditioned_on_is_left_out(claim: str, holds: bool) -> None:
    found = verdicts(f"{_MODEL}By the rules of probability\n\n$$ {claim} . $$\n")[-1]
    assert (found in _CONFIRMED) is holds


def test_of_several_models_none_is_left_out() -> None:
    text = r"The evidence for the models is compared. Then $$ p(z \mid m_1) = p(z \mid m_2) . $$"
    assert not set(verdicts(text)) & _CONFIRMED
    text = r"With a model $m$ and another model $k$ we have $$ p(z) = q, \quad p(z \mid m) = p(z \mid k) . $$"
    assert not set(verdicts(text)) & _CONFIRMED


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\int_0^\infty p(z, r) \, \mathrm{d}r = p(z)", True),
        (r"\int_0^1 p(z, r) \, \mathrm{d}r = p(z)", False),
        (r"\int_0^\infty p(z \mid r) \, p(r) \, \mathrm{d}r = p(z)", True),
        (r"\int_0^\infty p(r \mid z) \, p(r) \, \mathrm{d}r = p(z)", False),
    ],
)
def test_integrals_over_the_support_of_a_variable(claim: str, holds: bool) -> None:
    prior = (
        r"Let $p(z \mid r) = \mathcal{N}(z; 0, 1/r)$ and $p(r) = \mathrm{Gam}(r; a, b)$ be densities. "
        "The marginal density is\n\n"
    )
    assert (verdicts(f"{prior}$$ {claim} . $$\n")[-1] in _CONFIRMED) is holds


def test_that_a_model_is_left_out_is_no_claim() -> None:
    text = rf"{_MODEL}We write $p(z \mid w, m) = p(z \mid w)$ and $p(w \mid m) = p(w)$ for short. In it $p(w \mid m) = p(w)$."
    assert verdicts(text) == verdicts(_MODEL)
