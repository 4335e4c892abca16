"""A law that the text gives anew ends what it gave before."""

from __future__ import annotations

from tests.judged import verdicts


def test_moments_end_with_their_law() -> None:
    text = (
        "Let $X \\sim \\mathcal{N}(m, s^2)$. Then $\\mathrm{E}(X) = m$.\n\n"
        "Now let $X \\sim \\mathcal{N}(0, 1)$. Then $\\mathrm{E}(X) = 0$ and $\\mathrm{E}(X) = m$.\n"
    )
    found = verdicts(text)
    assert found[-2] == "proved"
    assert found[-1] not in ("proved", "tested", "supported")
