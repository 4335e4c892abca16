"""Names that words take for something else from here on, whatever was said of them before: "for any matrix A", "now let g be a function"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.densities import family
from derive.elaborate.dependence import declared
from derive.elaborate.events import Event, Said
from derive.elaborate.families import listed_in
from derive.elaborate.prose import without_properties
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.spoken import names_of
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Display, Fence, Juxt, Node, items_of
from derive.goals import Origin
from derive.rules.densities import FAMILIES, Support

_NOUN = r"(?:matri(?:x|ces)|vectors?|functions?|maps?|mappings?|scalars?|numbers?|integers?|reals?|constants?)"
# what goes back to what was said: "for any such matrix A", "each of the matrices A"
_ADJECTIVES = r"(?:(?!(?:such|of|the|these|those|this|that|other|above)\b)[\w-]+[\s,]+){0,6}?"
_EVERY = re.compile(
    rf"\b(?:any|every|each|all|arbitrary)\s+{_ADJECTIVES}(?P<noun>{_NOUN})\s*$|\bfor\s+(?:any|every|each|all)\s*$", re.I
)
# any function of a kind: "given a convex function f", where no verb says that what was spoken of before gives it
_SOME = re.compile(
    rf"\b(?:given|consider|suppose|suppose\s+that|let|for|take|of|if|when|whenever|that)\s+(?:[\w\s,-]{{0,40}}\s)?an?\s+{_ADJECTIVES}function\s*$|"
    rf"(?:^|[.:]\s|\n\s*\n)\W*(?:\w+,\s+)?an?\s+{_ADJECTIVES}function\s*$",
    re.I,
)
_LET = re.compile(r"\b(?:let|suppose|consider|take)\s*$", re.I)
_BE = re.compile(rf"\s*be\s+(?:an?|any|some|arbitrary|another)\s+{_ADJECTIVES}{_NOUN}\b", re.I)
# of which something is supposed anew: "let $x$ be such that"
_SUCH = re.compile(r"\s*(?:be\s+)?(?:such\s+that|s\.\s?t\.)", re.I)
_BE_ANY = re.compile(rf"\s*(?:is|be)\s+(?:any|an\s+arbitrary|some|every)\s+{_ADJECTIVES}{_NOUN}\b", re.I)


# what is a certain thing, given by words alone: a number or a vector that is worked out of others
_DESCRIBED = re.compile(
    r"\s*(?:be|is|are|denotes?|represents?|stands\s+for|being)\s+the\s+(?:[\w-]+\s+){0,3}?"
    r"(?:means?|averages?|medians?|modes?|maxim(?:um|a|izers?|isers?)|minim(?:um|a|izers?|isers?)|largest|smallest|sums?|products?|total|numbers?|"
    r"expect(?:ed\s+values?|ations?)|variances?|covariances?(?!\s+matri)|(?:sample|empirical)\s+covariances?|standard\s+deviations?|traces?|determinants?|norms?|eigenvalues?|eigenvectors?|"
    r"solutions?|optim(?:um|a)|optimizers?|estimat(?:ors?|es?)|inverses?|roots?|limits?|derivatives?|gradients?|projections?|distances?|lengths?|angles?|"
    r"ratios?|differences?|fractions?|proportions?|probabilit(?:y|ies)|ranks?|dimensions?|frequenc(?:y|ies)|volumes?|areas?|degrees?|spectral\s+rad(?:ius|ii))\b",
    re.I,
)


# of what something is that has more to it than a shape: "the adjacency matrix of a graph", "a 2 × 2 matrix with trace zero", "takes the values 0 and 1"
_OF_A_KIND = re.compile(
    r"^(?:(?!\b(?:define|form|consider|put|set|let|we|then|introduce|call)\b)[^.;:]){0,60}?\b(?:(?:an?|the|any|some)\s+(?:[\w$\\{}^×-]+\s+){0,4}?"
    r"(?:adjacency|incidence|laplacian|transition|stochastic|reflection|companion|vandermonde|toeplitz|hankel|circulant|fourier|distance|exchange|shift|"
    r"householder|givens|centering|markov|hilbert|cyclic|nilpotent|involutory|tridiagonal)\b"
    r"|(?:with|of|having|whose|has|have)\s+(?:an?\s+|the\s+)?(?:(?:zero|vanishing|unit|equal|same|prescribed)\s+)?(?:trace|determinant|(?<!full )rank|index|spectr\w+|eigenvalues?|"
    r"degree|period|parity|row\s+sums?|column\s+sums?)\b(?!\s+\$)"
    r"|takes?\s+(?:on\s+)?(?:only\s+)?(?:the\s+)?values?\b)",
    re.I,
)


# "the matrix that projects on the column space": what it does is said in words alone
_DOES = re.compile(
    r"^\s*(?:be|is|are|being|denotes?|represents?)\s+(?:the|an?)\s+(?:[\w$\\{}^×-]+,?\s+){0,5}?"
    r"(?:matri(?:x|ces)|operators?|maps?|transformations?|vectors?|functions?|numbers?)\s+"
    r"(?:(?:that|which)\s+(?!(?:is|are|has|have|satisf\w+|contains?|collects?|consists?|stacks?|holds?|depends?|varies|changes|we|will|can|may)\b)[a-z]+|"
    r"(?:of|for)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:projection|reflection|rotation|permutation|graph|differentiation|shift|transformation|map)\b)",
    re.I,
)


# "a Hadamard matrix": what it is of is in the word before the noun
_SORT = re.compile(
    r"^\s*(?:be|is|are|being|denotes?|represents?)\s+(?:(?:an?|the|some|any|two|both)\s+)?(?:[\w$\\{}^×-]+,?\s+){0,5}?(?P<sort>[A-Za-z-]{2,})\s+matri(?:x|ces)\b"
)
# words that say where a matrix comes from or how large it is, not what it meets; what has a property of its own is read as that
_PLAIN_SORT = re.compile(
    r"(?:square|real|complex|given|fixed|arbitrary|random|constant|general|known|unknown|other|following|same|new|block|full|rectangular|tall|wide|fat|thin|dense|sparse|"
    r"large|small|single|dimensional|dimension|rank|non-?zero|zero|positive|negative|valued|integer|rational|such|two|three|different|certain|suitable|compatible|conformable|"
    r"data|design|weights?|weighting|coefficients?|parameters?|inputs?|outputs?|features?|observations?|measurements?|sensing|loadings?|mixing|states?|systems?|dynamics|control|gain|"
    r"cost|penalty|model|regression|regressors?|response|score|factor|projection|embeddings?|attention|activations?|gradients?|jacobian|bias|error|noise|residual|target|label|"
    r"document|term|rating|user|item|signal|image|pixel|code|dictionary|basis|change|transformation|transform|linear|low|high|operator|perturbation|payoff|stiffness|mass|damping|"
    r"any|some|every|all|this|that|another|one|its|our|a|an|the|by|and|of|times|[a-z]|[a-z]-by-[a-z]|\w+-dimensional|\w+-rank)$",
    re.I,
)


def _is_of_a_sort(told: str) -> bool:
    """Whether the words before "matrix" may say more of it than is read: "a symmetric bistochastic matrix"."""
    match = _SORT.match(told)
    if match is None or _PLAIN_SORT.match(match["sort"]) is not None:
        return False
    return re.search(rf"\b{match['sort']}\s+matri", without_properties(match[0])) is not None


_COUNTED = re.compile(r"\s*(?:be|is|denotes?|represents?)\s+the\s+(?:[\w-]+\s+){0,3}?number\s+of\b", re.I)


def _counts(reading: Reading, name: str) -> bool:
    """Whether the text gives a name a law of counts, `y \\sim \\mathrm{Bin}(n, p)`: what it counts restricts it no more than that."""
    bodies = (clause.body for display in reading.formulas.displays.values() for clause in display.clauses)
    given = (body for body in bodies if isinstance(body, Chain) and body.links[-1].op == FOLLOWS)
    laws = (family(chain.links[-1].right) for chain in given if key(chain.first) == name)
    return any(law is not None and FAMILIES[law[0]].support is Support.COUNTS for law in laws)


def describes(reading: Reading, block: Formula, after: str) -> None:
    """Names that words alone say to be worked out of others, "let μ be the mean of the x_i", are not free."""
    told = reading.text((block.span[1], block.span[1] + 160))
    if _DESCRIBED.match(after) or (
        not block.display and (_OF_A_KIND.match(told) or _DOES.match(told) or _is_of_a_sort(told))
    ):
        listed = names_of(reading, block) or _lying(reading, block)
        names = frozenset(name for node in listed if (name := key(node))) | _members(reading, block)
        if _COUNTED.match(after):
            names = frozenset(name for name in names if not _counts(reading, name))
        if names:
            reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display))


def _members(reading: Reading, block: Formula) -> frozenset[str]:
    """The family whose members `u_1, \\dots, u_n` a formula lists."""
    display = reading.formulas.displays.get(block)
    found = None if display is None or block.display else listed_in(reading, display)
    return frozenset() if found is None else frozenset({f"{found[1]}[]"})


def _lying(reading: Reading, block: Formula) -> list[Node]:
    """The name of `\\beta \\in \\mathbb{R}^p`."""
    display = reading.formulas.displays.get(block)
    node = None if display is None or block.display else declared(display)
    return [node] if node is not None and key(node) is not None else []


def rebinds(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Let go of what names were defined as or said to be, where the words beside an inline formula make them stand for any thing of a kind.
    After a bare "for all" the shape stays: it is the same letter, with any value."""
    every = _EVERY.search(before)
    if every is None and _SOME.search(before) is not None:
        _forget_formulas(reading, block)
    such = _LET.search(before) is not None and _SUCH.match(after) is not None
    anew = every is not None or _BE_ANY.match(after) or (_LET.search(before) and _BE.match(after))
    if not anew and not such:
        return
    for node in names_of(reading, block):
        name = key(node) or ""
        known = reading.scope.names.get(name)
        if known is None or name in reading.scope.sizes or known.directed:
            continue
        bare = such or (every is not None and not every["noun"])
        said = name in reading.definitions or known.properties
        if name not in reading.definitions and (bare or not known.properties) and not such:
            continue
        reading.emit(Event(Said.FORGET, node.span, known=known, display=reading.display))
        reading.definitions.discard(name)
        del reading.scope.names[name]
        if bare and not known.kind:
            line = reading.interpreter.line
            reading.scope.names[name] = Known(name, known.latex, known.rank, known.sizes, Origin.DECLARED, line)
            if such and said:  # what was said of it may still be meant
                reading.emit(Event(Said.RESTRICT, node.span, names=frozenset({name}), display=reading.display))


def _forget_formulas(reading: Reading, block: Formula) -> None:
    """Names to which earlier paragraphs gave a formula stand for some function of a kind."""
    for node in names_of(reading, block):
        known = reading.scope.names.get(key(node) or "")
        defined = known is not None and known.kind == "function" and known.name in reading.definitions
        if known is None or not defined or known.directed:
            continue
        if not reading.in_one_paragraph(known.line, reading.interpreter.line):
            reading.emit(Event(Said.FORGET, node.span, known=known, display=reading.display))
            reading.definitions.discard(known.name)
            del reading.scope.names[known.name]


def parts_company(reading: Reading, display: Display) -> None:
    """A letter that earlier paragraphs used for a number, and that now stands in the place of the vector that a function is declared on, is another thing
    from here on: the x of `f(x)` with an f: ℝⁿ → ℝ after a section on functions of one number."""
    for node in inside(tuple(clause.body for clause in display.clauses)):
        for head, fence in zip(node.factors, node.factors[1:], strict=False) if isinstance(node, Juxt) else ():
            function = reading.scope.names.get(key(head) or "")
            if function is None or function.kind != "function" or not isinstance(fence, Fence) or fence.open != "(":
                continue
            items = items_of(fence.body)
            if len(items) != len(function.parameters):
                continue
            for item, parameter in zip(items, function.parameters, strict=True):
                known = reading.scope.names.get(key(item) or "")
                if known is None or not _is_number(reading, known) or not parameter.rank or known.line >= function.line:
                    continue
                if reading.has_ended(function) and not reading.has_ended(known):
                    continue
                if not reading.sizes.widens(known, parameter):
                    line = reading.interpreter.line
                    made = Known(known.name, known.latex, parameter.rank, parameter.sizes, Origin.INFERRED, line)
                    made.fixed = parameter.origin is Origin.DECLARED
                    reading.scope.names[known.name] = made


def _is_number(reading: Reading, known: Known) -> bool:
    """Whether a name was taken for a number and the text has said nothing of it."""
    said = known.kind or known.properties or known.depends or known.directed or known.name in reading.definitions
    return known.origin is Origin.INFERRED and not known.rank and not said
