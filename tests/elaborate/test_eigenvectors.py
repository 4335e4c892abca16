"""What words say of eigenvectors: the equation that they solve, and that they are not zero."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

LET = r"Let $P$ be an invertible matrix and let $v$ be an eigenvector of $P$ with eigenvalue $\mu$. "


@pytest.mark.parametrize(
    "text, verdict",
    [
        (r"Then $P^2 v = \mu^2 v$.", "proved"),
        (r"Then $P^2 v = \mu v$.", "refuted"),
        (r"Then $P^{-1} v = \mu^{-1} v$.", "proved"),
        (r"Then $P^{-1} v = \mu v$.", "refuted"),
        (r"Then $P^T v = \mu v$.", "refuted"),
    ],
)
def test_an_eigenvector_with_its_eigenvalue(text: str, verdict: str) -> None:
    found = verdicts(LET + text)[-1]
    assert found == verdict or (verdict == "refuted" and found == "conditional")


@pytest.mark.parametrize(
    "words",
    [
        r"Let $v$ be a unit eigenvector of the matrix $S$ corresponding to the eigenvalue $\mu$.",
        r"Let $v$ be the normalised eigenvector of $S$ associated with the eigenvalue $\mu$.",
    ],
)
def test_unit_eigenvectors(words: str) -> None:
    assert verdicts(words + r" Then $v^T S v = \mu$ and $v^T S v = 2 \mu$.") == ["proved", "refuted"]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $v$ be an eigenvector of $A$, $A v = \mu v$. Then $(A - \mu I) v = 0$, which implies $\det(A - \mu I) = 0$.",
        r"The eigenvalue equation is $A v = \mu v$, so $(A - \mu I) v = 0$, and hence $\det(A - \mu I) = 0$.",
        r"Suppose $K^2 = K$ and let $v$ be an eigenvector of $K$ with eigenvalue $\mu$. Then $\mu v = \mu^2 v$, so $\mu^2 = \mu$.",
    ],
)
def test_what_is_concluded_from_a_vector_that_is_not_zero_is_not_refuted(text: str) -> None:
    assert verdicts(text)[-1] not in ("refuted", "conditional")


def test_what_is_said_to_be_no_eigenvector_is_none() -> None:
    text = (
        r"Let $w$ be a vector. We know that $w$ is not an eigenvector of $A$ with eigenvalue $\mu$. Then $A w = \mu w$."
    )
    assert verdicts(text)[-1] != "proved"
