"""Extrema: where they are attained, and how they compare with the values that they are the extrema of."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular", "reals")) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(engines, PATIENT)))
    return [step.judgement.verdict.value for step in report.steps if step.judgement.verdict.value != "defined"]


GIVEN = r"Let $p:\mathbb{R}^d\to\mathbb{R}$ and $q:\mathbb{R}^d\to\mathbb{R}$ be functions, $a, c \in \mathbb{R}^d$ and $s > 0$. "


@pytest.mark.parametrize(
    "claim",
    [
        r"\max_w p(w) = -\min_w -p(w)",
        r"\max_{w \in S} p(w) = - \min_{w \in S} -p(w)",
        r"\inf_w p(w) \leq p(w)",
        r"\sup_w (p(w) + q(w)) \leq \sup_w p(w) + \sup_w q(w)",
        r"\min_{w \in S} p(w) + q(w) \geq \min_{w \in S} p(w) + \min_{w \in S} q(w)",
        r"\inf_w \{ a^\top w + p(w) \} + 3 = \inf_z \{ a^\top z + p(z) + 3 \}",
        r"\inf_w (p(w) - a^\top w) = -\sup_w (a^\top w - p(w))",
        r"\sup_u \inf_w H(w, u) \leq \inf_w \sup_u H(w, u)",
        r"\min_w \min_z H(w, z) = \min_{w, z} H(w, z)",
        r"\inf_{w, z} (p(w) + q(z)) = \inf_w p(w) + \inf_z q(z)",
        r"\arg\min_w \|w - c\|^2 + 2 a^\top w = c - a",
        r"\arg\min_w a^\top w + \frac{1}{2 s}\|w - c\|^2 = c - s a",
        r"\arg\min_w a^\top w + \frac{1}{2 s}\|w - c\|^2 = \arg\min_w \|w - (c - s a)\|^2",
        r"\arg\min_w p(w) = \arg\max_w -2 p(w)",
    ],
)
def test_what_holds_of_extrema(claim: str) -> None:
    assert verdicts(f"{GIVEN}Then\n$${claim}.$$") == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\max_w p(w) = -\min_w p(w)",
        r"\inf_w p(w) \geq p(w)",
        r"\inf_w p(w) = \min_w p(w)",
        r"\sup_w (p(w) + q(w)) = \sup_w p(w) + \sup_w q(w)",
        r"\sup_u \inf_w H(w, u) = \inf_w \sup_u H(w, u)",
        r"\min_{w \in S} p(w) \leq \min_{w \in T} p(w)",
        r"\min_{w \in S} p(w) \leq p(w)",
        r"\min_w p(w) q(w) = \min_w p(w) \min_w q(w)",
        r"\arg\min_w \|w - c\|^2 + a^\top w = c - a",
        r"\arg\min_w p(w) = \arg\min_w -p(w)",
        r"\arg\min_w p(w) = \arg\min_w p(w) + q(w)",
        r"\arg\min_{w \in S} p(w) = \arg\min_w p(w)",
        r"\arg\min_w p(w) = \arg\min_w a^\top c \, p(w)",
    ],
)
def test_what_need_not_hold_of_extrema_is_neither_proved_nor_refuted(claim: str) -> None:
    assert verdicts(f"{GIVEN}Then\n$${claim}.$$") == ["unchecked"]


def test_what_is_defined_as_an_extremum() -> None:
    text = (
        GIVEN
        + r"Let $h(u) = \inf_w H(w, u)$. Then $$h(u) \leq H(w, u).$$ So $$\sup_u h(u) \leq \inf_w \sup_u H(w, u).$$"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_an_argument_that_is_only_named_is_no_claim() -> None:
    assert verdicts(GIVEN + r"Let $w^* = \arg\min_w p(w)$.") == []


def test_a_sign_that_says_that_it_defines() -> None:
    assert verdicts(r"Here $b \overset{\mathrm{def}}{=} 2$ and $b \overset{\text{def}}{=} 3$.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $p^*(u) = \sup_w u^\top w - p(w)$. Then $$p(w) + p^*(u) \geq u^\top w.$$", ["proved"]),
        (r"Let $p^*(u) = \sup_w u^\top w - p(w)$. Then $$p(w) + p^*(u) = u^\top w.$$", ["unchecked"]),
        (r"Then $$\operatorname{prox}_{s p}(c) = \arg\min_w \frac{1}{2}\|w - c\|^2 + s\, p(w).$$", ["proved"]),
        (r"Then $$\operatorname{prox}_{s p}(c) = \arg\min_w \|w - c\|^2 + s\, p(w).$$", ["unchecked"]),
    ],
)
def test_conjugates_proximal_operators_and_gradients_by_name(text: str, expected: list[str]) -> None:
    assert verdicts(GIVEN + text) == expected


def test_a_gradient_with_a_number_is_a_name() -> None:
    text = r"Let $m(u) = f_k + \nabla f_k^\top u + u^\top B u$ with a symmetric $B$. Then $$\nabla m(u) = \nabla f_k + 2 B u.$$"
    assert verdicts(text) == ["proved"]


SAME_POINTS = [
    (r"\arg\min_w \|B w - c\| = \arg\min_w \|B w - c\|^2", True),
    (r"\arg\min_w \|B w - c\| = \arg\max_w \|B w - c\|^2", False),
    (r"\arg\max_w \prod_{i=1}^n p(z_i; w) = \arg\max_w \frac{1}{n} \sum_{i=1}^n \log p(z_i; w)", True),
    (r"\arg\max_w \prod_{i=1}^n p(z_i; w) = \arg\min_w - \sum_{i=1}^n \log p(z_i; w)", True),
    (r"\arg\max_w \prod_{i=1}^n p(z_i; w) = \arg\min_w \sum_{i=1}^n \log p(z_i; w)", False),
    (r"\arg\max_w \prod_{i=1}^n p(z_i; w) = \arg\max_w \sum_{i=1}^n p(z_i; w)", False),
    (r"\arg\max_w h(w) = \arg\min_w -\log h(w)", True),
    (r"\arg\max_w h(w) = \arg\min_w \log h(w)", False),
    (r"\arg\min_w h(w) = \arg\max_w e^{-2 h(w)}", True),
    (r"\arg\min_w h(w) = \arg\min_w e^{-2 h(w)}", False),
    (r"\arg\min_w h(w) = \arg\min_w \sqrt{3 h(w) + 1}", True),
    (r"\arg\min_w h(w) = \arg\min_w h(w)^2", False),
    (r"\arg\max_w e^{-\frac{1}{2} \|w - c\|^2} = c", True),
    (r"\arg\max_w e^{-\frac{1}{2} \|w - c\|^2} = 2 c", False),
    (r"\arg\min_w \|w - c\| = c", True),
    (r"\arg\max_w \|w - c\| = c", False),
]


@pytest.mark.parametrize(("claim", "good"), SAME_POINTS)
def test_an_increasing_function_of_an_objective_is_smallest_where_it_is(claim: str, good: bool) -> None:
    found = verdicts(f"Let $h$ be a function. We have ${claim}$.\n", ("algebra", "modular", "reals"))
    assert (found == ["proved"]) is good and "refuted" not in found
