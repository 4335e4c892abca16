"""Answers as students hand them in: numbered paragraphs, letters used again for other things, what is to be shown and its assumptions."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice

TEXT = r"""**1.** Find the minimum of $f(x, y) = x^2 + y^2$ subject to $x + y = 1$.

*Solution.* The Lagrangian is $L = x^2 + y^2 - \lambda (x + y - 1)$ and $\partial L / \partial x = 2 x - \lambda$.

**2.** $\frac{d}{dt} \frac{t}{1 + t^2} = \frac{1 - t^2}{1 + t^2}$.

**3.** Show that if $A$ is symmetric and $A v = \lambda v$, $A w = \mu w$ with $\lambda \neq \mu$, then $v^T w = 0$.

*Solution.* $\lambda v^T w = (A v)^T w = v^T A w = \mu v^T w$, so $(\lambda - \mu) v^T w = 0$.

**4.** Let $x \in \mathbb{R}^n$ be a unit vector and $H = I - 2 x x^T$. Then $H^T H = I$ and $H x = x$.

**5.** For $\lambda > 0$, $\sum_{k=1}^n k = \frac{n (n + 1)}{2}$ and $\sum_{k=1}^n k^2 = \frac{n (n + 1) (2 n + 1)}{3}$.
"""


def test_a_page_of_homework() -> None:
    report = check_document(read_text(TEXT, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"))))
    found = [step.verdict.value for step in report.steps if step.verdict.value != "defined"]
    assert found == ["proved", "refuted", *["proved"] * 5, "proved", "refuted", "tested", "refuted"]


def test_a_limit_that_is_wrong_is_no_internal_error() -> None:
    document = read_text(r"$\lim_{x \to 0} \frac{\sin(2 x)}{x} = 1$", Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"))))
    assert [step.verdict.value for step in report.steps] == ["refuted"]


def test_a_premise_that_gives_an_irrational_value_is_met_exactly() -> None:
    text = (
        r"Let $n, T, \eta > 0$."
        + "\n\n"
        + r"$$\eta = \frac{\log 2}{T} \Rightarrow \frac{n \log 2}{\eta} + \eta T n = 2 n \sqrt{T \log 2}$$"
    )
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"))))
    assert report.steps[-1].verdict.value == "refuted"
    right = text.replace(r"2 n \sqrt{T \log 2}", r"n T + n \log 2")
    report = check_document(read_text(right, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"))))
    assert report.steps[-1].verdict.value in ("proved", "tested")


def test_a_product_whose_index_is_not_written_loses_nothing() -> None:
    text = r"$\prod \lambda_i \det A = \det A$" + "\n\n" + r"$$(A B)^T = B^T A^T$$"
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"))))
    assert report.steps[-1].verdict.value == "proved"
