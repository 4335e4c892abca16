"""Formulas that stand for a function in a sentence: "the function f(x) = max(0, x)", "f(x) = ‖x‖ is convex". They say what f is."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.definitions import head
from derive.elaborate.reading import Reading
from derive.elaborate.scope import TOLD
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Clause, Name
from derive.rules.densities import NAMES

_BEFORE = re.compile(
    r"\b(?:the|an?|this|following|simple|convex|smooth|example)\s+(?:[\w-]+\s+){0,3}?(?:functions?|non-?linearity|mapping)"
    r"(?:\s+of\s+the\s+form|\s+(?:given|defined)\s+by)?\s*:?\s*$",
    re.I,
)
# verbs with which what is known is followed up: then it is a claim
_FOUND = re.compile(
    r"\b(?:gets?|got|obtain\w*|gives?|giving|yields?|becomes?|find|finds|found|follows|hence|thus|therefore|so|is|are|was|equals?|recover\w*|"
    r"simplif\w+|reduces?|leads?|results?|conclude\w*|show\w*|prove\w*)\b[^.;]{0,60}$",
    re.I,
)
_PRIOR = re.compile(r"\bprior\b[^.;]*$|\bdistribution\b[^.;⟨]{0,60}\bover\s+⟨formula⟩\s*:?\s*$", re.I)
_AFTER = re.compile(
    r"\s*(?:"
    r"(?:is|are)\s+(?:not\s+|also\s+|both\s+|clearly\s+|indeed\s+|a\s+|an\s+|strictly\s+|strongly\s+|jointly\s+|twice\s+|continuously\s+|everywhere\s+|piecewise\s+)*"
    r"(?:convex|concave|continuous|differentiable|smooth|linear|affine|quadratic|nonlinear|monoton\w+|(?:non-?)?increasing|(?:non-?)?decreasing|bounded|"
    r"integrable|measurable|odd|even|periodic|coercive|injective|surjective|bijective|analytic|lipschitz|nonsmooth|unimodal|(?:[\w-]+\s+){0,2}function)\b|"
    r"(?:has|attains|does\s+not\s+(?:have|attain))\s+(?:its|an?|no|the|two|local|global|any)\b)",
    re.I,
)


def names_function(reading: Reading, clause: Clause, before: str, after: str) -> bool:
    """Whether a clause `f(x) = …` stands for the function in its sentence, and f has no formula yet in the section that goes on."""
    body = clause.body
    if not isinstance(body, Chain) or body.links[0].op != "=":
        return False
    name, parameters = head(body.first)
    known = reading.scope.names.get(name or "")
    if not parameters or (known is not None and reading.defined(known) and not reading.has_ended(known)):
        return False
    if _is_prior(name or "", body, before):
        return True
    noun = _BEFORE.search(before)
    if noun is not None and _FOUND.search(before[: noun.start()]) is None:
        return True
    return _AFTER.match(after) is not None and _FOUND.search(before) is None


def _is_prior(name: str, body: Chain, before: str) -> bool:
    """Whether a density of parameters is given by a named one where words speak of a prior: "the conjugate prior is p(λ) = Gam(λ; a, b)" says what p(λ) is."""
    if TOLD not in name or "|" in name or len(body.links) != 1 or _PRIOR.search(before) is None:
        return False
    return any(isinstance(node, Name) and node.name in NAMES and node.style for node in inside(body.links[0].right))
