"""Numbers that are known by their initials, typed as plain letters."""

from __future__ import annotations

from tests.judged import verdicts


def test_counts_in_a_text_about_precision_are_no_products() -> None:
    text = r"Precision $P = \frac{TP}{TP + FP}$ and recall $R = \frac{TP}{TP + FN}$. "
    text += r"$$\frac{2 P R}{P + R} = \frac{2\,TP}{2\,TP + FP + FN}$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace(r"{2\,TP + FP", r"{TP + FP"))[-1] == "refuted"


def test_elsewhere_two_capitals_side_by_side_are_a_product() -> None:
    text = r"For square matrices $T$ and $P$: $$(TP)^T = P^T T^T$$"
    assert verdicts(text)[-1] == "proved"


def test_sums_of_squares() -> None:
    text = r"Let $SST = SSR + SSE$ and $R^2 = SSR / SST$. $$1 - R^2 = \frac{SSE}{SST}$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace(r"\frac{SSE}", r"\frac{SSR}"))[-1] == "refuted"
