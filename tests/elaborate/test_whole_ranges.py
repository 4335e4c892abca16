"""Integrals of densities over all values of their variable, and over some set of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("domain", "holds"),
    [(r"\mathcal{Z}", True), (r"\mathbb{R}", True), ("Z", True), ("A", False), (r"\mathcal{B}", False)],
)
@pytest.mark.parametrize(
    "said",
    [
        "Let $p(z)$ be a probability density",
        "Let $h(z)$ be an arbitrary [probability density function](/d/pdf)",
    ],
)  # fmt: skip
def test_a_density_integrates_to_one_over_all_values(said: str, domain: str, holds: bool) -> None:
    letter = "p" if "p(z)" in said else "h"
    text = rf"{said} and let $c$ be a number. Then $$ \int_{{{domain}}} c^2 {letter}(z) \, \mathrm{{d}}z = c^2 . $$"
    found = verdicts(text)
    assert bool(found and found[-1] in _CONFIRMED) is holds


def test_a_function_is_no_density() -> None:
    text = r"Let $h(z)$ be a function of densities. Then $$ \int_{\mathcal{Z}} c^2 h(z) \, \mathrm{d}z = c^2 . $$"
    assert not set(verdicts(text)) & _CONFIRMED


@pytest.mark.parametrize(("domain", "holds"), [(r"\mathcal{W}", True), ("A", False)])
def test_a_joint_density_is_summed_out_over_all_values(domain: str, holds: bool) -> None:
    text = rf"By the law of marginal probability $$ \sum_{{w \in {domain}}} p(z, w) = p(z) . $$"
    assert bool(set(verdicts(text)) & _CONFIRMED) is holds
