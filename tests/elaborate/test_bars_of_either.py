"""Bars around a name that may be a number or a matrix: what holds whatever they are is proved, nothing is refuted."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_GIVEN = r"For the two fits write $$ g = \log |K_0^{(1)}| - \log |K_0^{(2)}| . $$ Then" "\n\n"


@pytest.mark.parametrize(
    "claim",
    [r"g = \log \frac{|K_0^{(1)}|}{|K_0^{(2)}|}", r"2 g = \log |K_0^{(1)}|^2 - \log |K_0^{(2)}|^2"],
)
def test_logarithms_of_them_are_taken_together(claim: str) -> None:
    assert verdicts(_GIVEN + f"$$ {claim} . $$") == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"g = \log \frac{|K_0^{(2)}|}{|K_0^{(1)}|}",
        r"|K_0^{(1)}|^2 = (K_0^{(1)})^2",
        r"|K_0^{(1)} K_0^{(2)}| = |K_0^{(1)}| |K_0^{(2)}|",
        r"|2 K_0^{(1)}| = 2 |K_0^{(1)}|",
        r"|K_0^{(1)}| \geq 0",
    ],
)
def test_what_holds_of_numbers_or_of_matrices_alone_is_not_decided(claim: str) -> None:
    assert verdicts(_GIVEN + f"$$ {claim} . $$") == ["unchecked"]


def test_many_logarithms() -> None:
    names = ("a", "b", "c", "d", "h", "k")
    given = "".join(rf"With $\tau_{n} = 1/\sigma_{n}^2$ and $s_{n} V_{n} = (\tau_{n} P_{n})^{{-1}}$. " for n in (1, 2))
    apart = " + ".join(rf"\log |{n.upper()}_1| - \log |{n.upper()}_2|" for n in names)
    together = " + ".join(rf"\log \frac{{|{n.upper()}_1|}}{{|{n.upper()}_2|}}" for n in names)
    assert verdicts(f"{given}\n\nWe have\n\n$$ {apart} = {together} . $$")[-1] == "proved"
    wrong = together.replace(" + ", " - ", 1)
    assert verdicts(f"{given}\n\nWe have\n\n$$ {apart} = {wrong} . $$")[-1] != "proved"
