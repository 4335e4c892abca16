"""Sums of differences of neighbours, sums that begin at zero, and steps of an iteration that is summed over."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts

ENGINES = Options(choice=Choice(("algebra", "modular", "reals"), PATIENT))


def _last(text: str) -> str:
    return check_document(read_text(text, Format.MARKDOWN, "t.md"), ENGINES).steps[-1].verdict.value


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\sum_{k=1}^{n} (a_{k+1} - a_k) = a_{n+1} - a_1", r"\sum_{k=1}^{n} (a_{k+1} - a_k) = a_n - a_1"),
        (r"\sum_{k=0}^{T-1} (a_k - a_{k+1}) = a_0 - a_T", r"\sum_{k=0}^{T} (a_k - a_{k+1}) = a_0 - a_T"),
        (
            r"\sum_{k=0}^{m-1} 3 (b_{k+1}^2 - b_k^2) = 3 b_m^2 - 3 b_0^2",
            r"\sum_{k=0}^{m-1} 3 (b_{k+1}^2 - b_k^2) = 3 b_m^2 + 3 b_0^2",
        ),
        (
            r"\sum_{k=1}^{n} k (c_{k+1} - c_k) = n c_{n+1} - \sum_{k=1}^{n} c_k",
            r"\sum_{k=1}^{n} k (c_{k+1} - c_k) = n c_{n+1} - \sum_{k=2}^{n} c_k",
        ),
    ],
)
def test_what_stands_in_both_sums_goes(true: str, false: str) -> None:
    assert _last(f"$${true}$$\n") in ("proved", "tested")
    assert _last(f"$${false}$$\n") == "refuted"


def test_what_is_subtracted_last_may_be_left_away_from_a_bound() -> None:
    text = r"Let $w_k$ be vectors. Then $$\sum_{k=1}^{K} (\|w_k - v\|^2 - \|w_{k+1} - v\|^2) \leq \|w_1 - v\|^2$$"
    assert _last(text + "\n") == "proved"
    assert _last(text.replace(r"\leq", r"\geq") + "\n") not in ("proved", "tested", "supported")


STEPS = r"""Let $f$ be convex with minimizer $x^*$. We run $x_{k+1} = x_k - h \nabla f(x_k)$ with $h > 0$ and average $\bar{x} = \frac{1}{K} \sum_{k=1}^{K} x_k$.

$$\|x_{k+1} - x^*\|^2 = \|x_k - x^*\|^2 - 2 h \langle \nabla f(x_k), x_k - x^* \rangle + h^2 \|\nabla f(x_k)\|^2$$
"""


def test_a_step_is_read_where_sums_run_over_the_steps() -> None:
    assert _last(STEPS) == "proved"
    assert _last(STEPS.replace("- 2 h", "- h")) not in ("proved", "tested", "supported")


POLYNOMIAL = r"Let $p(x) = \sum_{k=0}^{n} a_k x^k$. Then "
RETURN = r"Let $R = \sum_{t=0}^{T-1} \gamma^t r_t$. Then "
PARTS = r"Let $p = \sum_{k=0}^{n-1} a_k$ and $c = \sum_{k=1}^{n} a_k$. Then "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"{POLYNOMIAL}$$p'(x) = \sum_{{k=1}}^{{n}} k a_k x^{{k-1}}$$", "proved"),
        (rf"{POLYNOMIAL}$$p'(x) = \sum_{{k=0}}^{{n}} k a_k x^{{k}}$$", "refuted"),
        (rf"{POLYNOMIAL}$$p(1) = \sum_{{k=1}}^{{n}} a_k$$", "refuted"),
        (rf"{RETURN}$$R = r_0 + \sum_{{t=1}}^{{T-1}} \gamma^t r_{{t}}$$", "proved"),
        (rf"{RETURN}$$R = r_0 + \gamma \sum_{{t=0}}^{{T-2}} \gamma^t r_{{t+1}}$$", "tested"),
        (rf"{RETURN}$$R = r_0 + \gamma \sum_{{t=1}}^{{T-1}} \gamma^t r_{{t}}$$", "refuted"),
        (rf"{PARTS}$$p + a_n = a_0 + c$$", "proved"),
        (rf"{PARTS}$$p = a_0 + c$$", "refuted"),
        (r"Let $b_k = 2 a_k$ and $p = \sum_{k=0}^{n} a_k$. Then $$\sum_{k=1}^n b_k = 2 p$$", "unchecked"),
    ],
)
def test_sums_that_begin_elsewhere_behind_names(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]
