"""Functions of one number that words introduce and that act entry by entry: "an activation function φ", "σ is applied elementwise", "the sigmoid σ"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import calls, inside, whole_names
from derive.formula.syntax import Chain, Display, Fence, Juxt, Name, Node, Num, Sub
from derive.goals import Origin

ANY = "any"  # nothing is said of the function but that it is smooth
_EACH = r"(?:(?:element|entry|component|coordinate|point)[- ]?wise|(?:element|entry|component) by (?:element|entry|component))"
MATRIX = "matrix"  # a power series: of a square matrix it is a matrix
_KNOWN = (
    (r"(?:logistic\s+)?sigmoid|logistic", "sigmoid"),
    (r"relu|rectified linear(?: unit)?|rectifier", "relu"),
    (r"hyperbolic tangent|tanh", "tanh"),
    (r"softplus", "softplus"),
)
_GENERAL = r"(?:non-?linear(?:ity)?|activation|transfer|link)"
_SMOOTH = r"(?:(?:differentiable|smooth|scalar)\s+)*"
_NAMED = "|".join(rf"(?P<{name}>{words})" for words, name in _KNOWN)
_BEFORE = re.compile(
    rf"\b(?:{_NAMED}|(?P<matrix>(?:complex[- ])?analytic|holomorphic|entire|matrix(?=\s+functions?\b))|(?P<any>(?:{_EACH}\s+)?{_SMOOTH}{_GENERAL}(?:\s+{_GENERAL})*|{_EACH}(?:\s+{_SMOOTH})?))(?:\s+(?:activations?|functions?|nonlinearit(?:y|ies)|non-linearity|units?))*"
    r"\s*(?:⟨formula⟩\s*(?:,|,?\s*(?:and|or))\s*)*$",
    re.I,
)
_AFTER = re.compile(
    rf"\s*,?\s*(?:(?:is|are|be|denotes?|being|acts?|operates?|applied|works?)\s+)*(?:(?:an?|the|some|our|usual|standard|applied|understood|acting|all|both|differentiable|smooth|(?:smooth\s+)?functions?\s+(?:that|which|to\s+be)|are|is|act|work)\s+)*"
    rf"(?:(?P<matrix>(?:complex[- ])?analytic|holomorphic|entire(?=\s+function|\W))|(?P<any>{_EACH}|(?:{_EACH}\s+)?(?:non-?linear\s+)?(?:activations?|nonlinearit(?:y|ies)|non-linearit(?:y|ies))\b)|(?:{_NAMED})\b)",
    re.I,
)
# σ' = σ(1 - σ): only the logistic function, but for a shift
_LOGISTIC = re.compile(
    r"(?P<name>\\?[A-Za-z]+)\s*(?:'|\^\s*\{?\\prime\}?)\s*(?:\(\s*\w+\s*\))?\s*&?=\s*(?P=name)\s*(?:\(\s*\w+\s*\))?\s*(?:\\left|\\cdot|\\,)?\s*"
    r"[(\[]\s*1\s*-\s*(?P=name)\b"
)
# what a sentence begins with before its subject
_OPENS = re.compile(r"(?:^|[.;:]\s)\W*(?:for|given|with|in|at|when|if)\b[^,.;]*$", re.I)
_JOINS = re.compile(r"\s*(?:,|,?\s*(?:and|or))\s*", re.I)  # between the names of a list
_SPECIFIC = re.compile(r"\b(?:sigmoid|logistic|relu|rectif\w+|tanh|softplus|softmax)\b", re.I)


def acts_entrywise(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter the function that an inline formula names, where the words beside it say that it acts entry by entry, or which known one it is."""
    display = reading.formulas.displays.get(block)
    if _is_logistic(reading, display):
        _enter(reading, block, "sigma", "\\sigma", "sigmoid")
    for found in _LOGISTIC.finditer(reading.text(block.span)):
        _enter(reading, block, found["name"].lstrip("\\"), found["name"], "sigmoid")
    for clause in display.clauses if display is not None else ():
        for each in sorted(reading.interpreter.survey.entrywise & set(whole_names(clause.body))):
            _enter(reading, block, each, f"\\{each}" if len(each.partition("_")[0]) > 1 else each, ANY, False)
    if block.display or display is None or len(display.clauses) != 1:
        return
    body = display.clauses[0].body
    if isinstance(body, Chain):  # "o = φ(z) elementwise" says it of φ, and "z = W a + b" of nothing
        called = body.links[-1].right
        body = called if isinstance(body.first, Name) and body.links[0].op in ("=", ":=") else body.first
        if body is called and not (
            isinstance(called, Juxt) and len(called.factors) == 2 and isinstance(called.factors[1], Fence)
        ):
            return
    if isinstance(body, Juxt) and len(body.factors) == 2 and isinstance(body.factors[1], Fence):
        body = body.factors[0]  # `σ(·)`, `σ(z) = 1/(1 + e^{-z})`
    name = key(body)
    if name is None or not (isinstance(body, Name) or _is_numbered(body)) or name.isdigit():
        return
    listed = not _relates(
        display.clauses[0].body
    )  # of `q ≠ h`, and of `W ∈ …`, nothing is said by what stands behind the next formula
    match = _AFTER.match(_behind(reading, block, after) if listed else after)
    if match is not None and match.group(0).lstrip().startswith(",") and _OPENS.search(before):
        match = None  # "for a number z, the sigmoid function is …" says nothing of z
    told = _BEFORE.search(before) if match is None or match.group("any") else None
    if match is None or (told is not None and not told.group("any") and not told.group("matrix")):
        match = told  # "the sigmoid σ, applied entry by entry"
    if match is None or reading.definitions & {name}:
        return
    if isinstance(display.clauses[0].body, Chain) and "⟨formula⟩" in match.group(0):
        return  # "the softplus s(x) = log(1 + e^x) and σ(x) = …": the word is said of the first
    known = reading.scope.names.get(name)
    if known is not None and known.origin is not Origin.INFERRED and known.kind != "function":
        return
    if _has_parameters(display.clauses[0].body, name) and not match.group("any"):
        return
    if match.group("matrix") and not _takes_matrices(reading, name):
        return
    acts = next((each for _, each in _KNOWN if match.group(each)), MATRIX if match.group("matrix") else ANY)
    _enter(reading, block, name, reading.written(body), acts)


_REGRESSION = re.compile(r"\blogistic\s+(?:regression|model|loss|classifier)|\bbinary\s+cross[- ]entropy\b", re.I)
_ANOTHER = re.compile(r"\bsoftmax\b", re.I)  # which is written σ too


def _is_logistic(reading: Reading, display: Display | None) -> bool:
    """Whether a formula applies a σ that the text gives no formula for, and whose powers and subscripts it does not speak of, where the text is about
    logistic regression."""
    survey = reading.interpreter.survey
    if "sigma" in survey.powers | set(survey.subscripts) | survey.heads or "sigma" not in survey.called:
        return False
    if "sigma" in reading.scope.names and reading.scope.names["sigma"].kind == "function":
        return False
    bodies = [clause.body for clause in display.clauses] if display is not None else []
    applied = any("sigma" in whole_names(body) for body in bodies)
    text = reading.document.text
    return applied and _REGRESSION.search(text) is not None and _ANOTHER.search(text) is None


def _has_parameters(body: Node, name: str) -> bool:
    """`p(t) = K/(1 + A e^{-r t})`: a formula with numbers of its own, as a logistic function may be given that is not the sigmoid."""
    if not isinstance(body, Chain) or not isinstance(body.first, Juxt) or len(body.first.factors) != 2:
        return False
    letters = whole_names(body.links[0].right) - whole_names(body.first.factors[1]) - {name, "e"}
    return body.links[0].op in ("=", ":=") and any(len(letter) == 1 for letter in letters)


def _enter(reading: Reading, block: Formula, name: str, written: str, acts: str, told: bool = True) -> None:
    """A name becomes that of a function that acts entry by entry, unless it is one or is defined; `told`: words say so."""
    known = reading.scope.names.get(name)
    used = (known is None or not known.entrywise) and _met(reading, block, name)
    if (known is not None and known.entrywise) or name in reading.definitions:
        return
    made = Known(name, written, 0, (), Origin.DECLARED, reading.interpreter.line, "function")
    made.entrywise = acts
    made.arbitrary = told and made.entrywise in (ANY, MATRIX) and not _SPECIFIC.search(reading.document.text)
    reading.scope.names[name] = made
    if used:
        reading.late[name] = made
        reading.clashes += 1  # what was read before took it for a number


def _takes_matrices(reading: Reading, name: str) -> bool:
    """Whether a name stands before brackets with a product or a matrix in them somewhere: `f(A A^H)`."""
    displays = (reading.formulas.displays.get(formula) for formula in reading.order)
    for body in (clause.body for display in displays if display is not None for clause in display.clauses):
        for here, fence in calls(body):
            if key(here) == name and reading.interpreter.survey.matrices & set(whole_names(fence)):
                return True
    return False


def _is_numbered(node: Node) -> bool:
    """`f_1`: one function of several."""
    return isinstance(node, Sub) and isinstance(node.base, Name) and isinstance(node.sub, Num)


def _relates(body: Node) -> bool:
    """Whether a formula says in which set a name is, or compares it."""
    return isinstance(body, Chain) and body.links[0].op in ("∈", "≠", "<", ">", "≤", "≥")


def _behind(reading: Reading, block: Formula, after: str) -> str:
    """The words behind a formula, or behind the list that it begins: "f_1 and f_2 are applied element by element"."""
    place = reading.places[block] + 1
    while _JOINS.fullmatch(after) and place < len(reading.order) and not reading.order[place].display:
        end = reading.order[place].span[1]
        following = reading.order[place + 1].span[0] if place + 1 < len(reading.order) else len(reading.document.text)
        after, place = reading.text((end, following)), place + 1
    return after


def _met(reading: Reading, block: Formula, name: str) -> bool:
    """Whether a formula before this one has the name."""
    before = (reading.formulas.displays.get(formula) for formula in reading.order[: reading.places[block]])
    bodies = (clause.body for display in before if display is not None for clause in display.clauses)
    return any(isinstance(part, Name | Sub) and key(part) == name for body in bodies for part in inside(body))
