r"""Hypotheses that a statistical test puts to the test: `H_0: \mu = \mu_0`, `H_1: \mu \neq \mu_0`. They are neither claimed nor given."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Chain, Clause, Juxt, Node, Symbolic

# at the beginning of a sentence or behind a comma: "follows a normal distribution under the hypothesis H_0: …" says when that holds, and supposes nothing
_SUPPOSED = re.compile(
    r"(?:\b(?:Under|Assuming)|(?:[,;:(]|\b(?:[Tt]hen|that|[Tt]hus|[Hh]ence|[Ss]o|and|[Bb]ut|[Nn]ow)\b)\W*(?:under|assuming))\b(?:\s+[\w-]+){0,4}\s*$"
)
# in the midst of a sentence: "the statistic follows this law under the null hypothesis that R^2 = 0"
_PUT = re.compile(
    r"[\w,⟩)]\s+(?:under|against|rejects?|tests?)\s+(?:the|a|our)\s+(?:[\w-]+\s+){0,2}hypothes[ie]s\s+(?:that\s+)?$"
)
REASON = "a hypothesis that is put to the test"
_NAME = re.compile(r"(?:cal:)?H_(?:0|1|2|a|A|01|02|null|alt)")


def is_tested(clauses: tuple[Clause, ...], number: int, sentence: str) -> bool:
    """Whether a clause stands behind `H_0:`, or the like, in the same formula, or behind "under the null hypothesis that" in the midst of a sentence, and
    the words before do not suppose it: "under the hypothesis H_0: …"."""
    clause, before = clauses[number], clauses[:number]
    if not isinstance(clause.body, Chain) or _SUPPOSED.search(sentence):
        return False
    if not before and _PUT.search(sentence):
        return True
    if clause.lead != "colon" and not _begins_with_colon(clause.body.first):
        if not before or not _is_colon(before[-1].body):
            return False
        before = before[:-1]
    name = key(before[-1].body) if before else None
    return name is not None and _NAME.fullmatch(name) is not None


def _begins_with_colon(node: Node) -> bool:
    while isinstance(node, Add | Juxt):
        node = node.terms[0][1] if isinstance(node, Add) else node.factors[0]
    return _is_colon(node)


def _is_colon(node: Node) -> bool:
    return isinstance(node, Symbolic) and node.sign == ":"
