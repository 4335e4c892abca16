"""Definitions: which relations give a name its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate import complex_numbers, special_cases
from derive.elaborate.approximations import ends_roughly
from derive.elaborate.broadcasting import beside, root
from derive.elaborate.by_components import is_listed
from derive.elaborate.chain_rule import claims, follows_from
from derive.elaborate.closed_forms import is_recursive
from derive.elaborate.columns import list_of_numbers
from derive.elaborate.conditions import not_read
from derive.elaborate.densities import is_named, settles, settles_entropy
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.divergences import settles_divergence
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.fitting import attempt, fits, names_guessed, promoted
from derive.elaborate.generating_functions import relates_generating
from derive.elaborate.identities import IDENTITY
from derive.elaborate.interval_probabilities import is_of_interval, variable
from derive.elaborate.inverse_functions import INVERSE, is_known_inverse
from derive.elaborate.loose import Clash, Loose, Unreadable, is_adopting, names_in
from derive.elaborate.modes import settles_mode
from derive.elaborate.moments import is_moment
from derive.elaborate.names import FREE_INDICES, lookup, other_step
from derive.elaborate.operators import arguments_of, customary, is_open
from derive.elaborate.overloads import member_letter, standing, stem_of_members
from derive.elaborate.polynomials import takes_matrices
from derive.elaborate.prose import sentence
from derive.elaborate.quantiles import settles_quantile
from derive.elaborate.reading import Reading
from derive.elaborate.recursions import stepped
from derive.elaborate.scope import TOLD, Known, key, unsquared
from derive.elaborate.scripts import family_of, new_family, partials, subscripts
from derive.elaborate.sequences import is_member
from derive.elaborate.shifts import shifts
from derive.elaborate.spectra import EXTREMES
from derive.elaborate.survey import inside, is_capital, is_list, is_number, transposes, whole_names
from derive.elaborate.tabulated import is_defined_entry, of_entries, tabulates
from derive.elaborate.time_derivatives import dotted, less_dotted, moving
from derive.elaborate.written_out import in_full
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Brace,
    Chain,
    Clause,
    Fence,
    Frac,
    Juxt,
    Link,
    Matrix,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sqrt,
    Sub,
    Sup,
    Tuple,
)
from derive.goals import Origin
from derive.record import replace
from derive.terms import Shape

# where a second symbol is what a first one becomes, and nothing is differentiated
_BECOMES = re.compile(
    r"\btransform|\brotat|\bmaps?\b|\bmapping\b|\bcoordinates?\b|\bframes?\b|\breflect|\btranslat|\bshear|\bshift|\bboost|\brescal|\bchange\s+of\s+(?:variables?|basis)",
    re.I,
)
_MOVES = re.compile(
    r"\bdifferential\b|\bODEs?\b|\bderivatives?\b|\bdifferentiat|\bslopes?\b|\bdynamic|\binitial\s+(?:value|condition)|\\dot\b|\\(?:d?frac)\s*\{\s*d\b",
    re.I,
)


def _transformed(reading: Reading, first: Node, right: Node) -> str | None:
    """The x' of `x' = γ (x - v t)`: what x becomes, in a text about transformations that differentiates nothing."""
    if not isinstance(first, Prime) or key(first.base) is None or not isinstance(first.base, Name | Sub):
        return None
    name = f"{key(first.base)}{chr(39) * first.count}"
    text = reading.document.text
    becomes = key(first.base) in whole_names(right) and _BECOMES.search(text) and not _MOVES.search(text)
    return name if becomes and name in reading.interpreter.survey.second else None


def _is_value_here(reading: Reading, first: Node, link: Link, assuming: bool) -> bool:
    """Whether an equation gives something a number, and does not say what it is: `H = 1` in passing is a case, `w_t = 0` of a member of a family, `F = 0` of an F(x, y)
    says where it has that value."""
    if link.op != "=" or not is_number(link.right):
        return False
    several = any(len(at) > 1 for at in reading.interpreter.survey.called.get(key(first) or "", ()))
    return not assuming or several or _is_member(reading, first)


def defines(
    reading: Reading,
    first: Node,
    link: Link,
    assuming: bool,
    clause: Clause,
    restored: tuple[Span, str] | None = None,
    aside: bool = False,
    concluding: bool = False,
    given: bool = False,
    unclaimed: bool = False,
) -> bool:
    """Whether the first relation of a chain defines its left side; then the definition is entered. `restored`: the clause is not the document's
    but stands for what is at that span, norm bars put back, and the definition is no step of its own. `aside`: it stands in a line of text that concludes nothing; `concluding`:
    the words before it announce a conclusion; `given`: they introduce a definition that explains what stands before them; `unclaimed`: they stand before a display and neither conclude it nor do
    anything to what stands before."""
    if link.op not in ("=", ":=", "≡") or _is_value_here(reading, first, link, assuming):
        return False
    if link.op != ":=" and _has_its_value(reading, first, link.right, assuming):
        return False
    whole, square = first, _squared(reading, first, aside or assuming)
    density = None if concluding or square is not None else logged(reading, first, link.right)
    if density is not None:
        exponential = Apply(Operator("exp", span=link.right.span), Fence("(", ")", link.right, span=link.right.span))
        link = replace(link, right=replace(exponential, span=link.right.span))
    first = square or density or first
    name, parameters = head(first)
    name = name or _transformed(reading, first, link.right)
    if partials(reading.interpreter, first) or _is_slope(reading, name, link.right):
        return False  # f_x = … of an f(x, y) that is known, \\dot{x}(t) = … of an x(t)
    told, value_node = name is not None and TOLD in name, list_of_numbers(link.right)
    if told:
        parameters, value_node = standing(parameters, link.right)
    if name is None or _says_something_else(reading, first, name, parameters, link, assuming):
        return False
    if link.op != ":=" and not assuming and _is_claimed(reading, name, first, link.right, concluding, given):
        return False
    entry = link if square is None else replace(link, right=Sqrt(link.right, span=link.right.span))
    if tabulates(reading, of_entries(first, link.right), entry, clause):
        return True
    known = reading.scope.names.get(name)
    defined = known is not None and reading.defined(known)
    fresh = known is None or (not defined and known.origin is Origin.INFERRED)
    if not (
        link.op == ":="
        or fresh
        or (not defined and (assuming or (known is not None and (not known.kind or _is_map(known, parameters)))))
    ) and not (
        defined
        and known is not None
        and (
            _anew(reading, known, parameters, link.right, assuming, aside, unclaimed, concluding)
            or (not concluding and _steps_anew(reading, known, first, link.right))
        )
    ):
        return False
    span = restored[0] if restored else (whole.span[0], link.span[1])
    domains = known.parameters if known is not None and _is_map(known, parameters) else ()
    domains = domains if len(domains) == len(parameters) else ()  # `f(x, y)` of an f: ℝ² → ℝ
    made = tuple(
        _parameter(reading, parameter, domains[n] if n < len(domains) else None)
        for n, parameter in enumerate(parameters)
    )
    saved = {p.name: reading.scope.names.get(p.name) for p in made}
    reading.scope.names.update({p.name: p for p in made if saved[p.name] is None})
    event = Event(Said.CLAIM, span, row=clause.row, display=reading.display, names=whole_names(clause.body))
    begun = len(reading.events)
    members = dict.fromkeys(letter for parameter in head(first)[1] if told and (letter := member_letter(parameter)))
    it = reading.interpreter
    with it.binding(*(it.index(letter) or it.new_index(letter, letter) for letter in members)):
        value = attempt(reading, value_node, event)
    if value is None:
        not_read(reading, begun, "a definition")
        return True
    if reading.interpreter.survey.columns and is_list(link.right) and value.op == "Block":
        value = Loose("Transpose", (value,), None, value.span)
    found = _as_declared(reading, first, value, known, square is not None)
    if found is None:
        return False
    value = found
    if _speaks_of_itself(reading, value, name, link, made):
        return False
    if made and link.op != ":=" and not any(_depends(value, p.name) for p in made) and not _hides(value, name):
        return False  # P(S) = 1 says what P is at S, and nothing of P elsewhere
    before = known
    known = _entered(reading, first, name, value, known, fresh)
    given = given and (before is None or before.rank == known.rank)  # else it is no word on what was used before
    known.parameters = ()  # while it is entered the name stands for itself
    complex_numbers.follow(known, value)
    relation = Loose("Relates", (Loose("Symbol", (), known, first.span), value), "=", span)
    event = Event(Said.CLAIM, span, row=clause.row, display=reading.display, names=whole_names(clause.body))
    if not fits(reading, relation, event):
        not_read(reading, begun, "a definition")
        return True
    spread = told or any(saved[p.name] is None for p in made) or all(not p.sizes for p in made)
    spread = spread or _is_taken_elsewhere(reading, name, made)
    if parameters and spread and not reading.interpreter.survey.is_quantity(name):
        known.kind = "function"
    known.parameters = made
    known.squares = _squares(first) if made else known.squares
    reading.varied |= {parameter.name for parameter in made}
    known.definition = restored[1][slice(*link.right.span)] if restored else reading.text(link.right.span)
    known.definition = known.definition if density is None else f"\\exp({known.definition})"
    known.note = "norm bars put back" if restored else known.note
    event = Event(
        Said.DEFINE, span, known=known, parameters=made, right=value, row=clause.row, display=reading.display,
        given=given,
    )  # fmt: skip
    reading.emit(replace(event, restored=restored[1]) if restored else event)
    (reading.literals.add if is_literal(link.right) else reading.literals.discard)(name)
    if names_guessed(value, reading.guessed) or (is_adopting(value) and known.origin is not Origin.DECLARED):
        reading.guessed.add(name)
    else:
        reading.guessed.discard(name)
    return True


def _is_small_for_matrix(reading: Reading, known: Known, value: Loose) -> bool:
    """Whether a plain small letter is given a matrix by an undeclared letter behind a matrix, which was taken for a number: the e of `e = (I - H) y` was
    meant to be a vector."""
    plain = len(known.name) == 1 and known.name.isalpha() and known.name.islower()
    return plain and known.rank == 2 and not known.kind and _has_number_behind(reading, value)


def _has_number_behind(reading: Reading, value: Loose) -> bool:
    own = value.op == "Symbol" and not value.data.rank and value.data.origin is Origin.INFERRED
    own = own and value.data.name in reading.interpreter.survey.behind
    return own or any(_has_number_behind(reading, part) for part in value.parts)


def _as_declared(reading: Reading, first: Node, value: Loose, known: Known | None, square: bool) -> Loose | None:
    """What a name is given: a row where it is declared as one, the root where its `square` is given. None for an array that no name is the root of."""
    if known is not None and known.rank == 2 and not known.kind:
        value = beside(reading, value, Loose("Symbol", (), known, first.span))
    if square and known is not None and known.name in reading.squared:
        return root(reading, value)
    if square and reading.shaper.shape(value):
        return None
    half = Loose("Number", (), Fraction(1, 2), value.span)
    return Loose("Power", (value, half), None, value.span) if square else value


def is_written_out(reading: Reading, first: Node, link: Link) -> bool:
    """Whether `y_i = (y_{i1}, …, y_{ip})` only says how many entries the members of a family have."""
    found, it = in_full(Chain(first, (link,), span=(first.span[0], link.span[1]))), reading.interpreter
    if found is None:
        return False
    stem, last = found
    family = family_of(it, stem)
    if family is None and stem not in it.scope.names and isinstance(first, Sub):
        family = new_family(it, stem, it.latex(first.base), 1, 1)
    if family is None or family.rank != 2 or reading.defined(family):
        return False
    try:
        it.sizes.unify(family.sizes[1], it.size(last))
    except (Unreadable, Clash):
        return False
    reading.says_nothing((first.span[0], link.span[1]), "the entries of each member, written out")
    return True


def _has_its_value(reading: Reading, first: Node, right: Node, assuming: bool) -> bool:
    """Whether what stands on a left side has a value by what it is: a moment, a customary statistic, an identity matrix, how small a function gets."""
    return (
        is_moment(reading.interpreter, first)
        or _is_customary(reading, first)
        or (not assuming and _is_identity(reading, first, right))
        or is_extreme_value(reading, first, right)
    )


def is_extreme_value(reading: Reading, first: Node, right: Node) -> bool:
    """Whether `f_{\\min} = 3` says how small a function gets that the text has given a formula, with which the right side has nothing to do."""
    if not (isinstance(first, Sub) and isinstance(first.sub, BigOp) and first.sub.op in ("min", "max")):
        return False
    function = reading.scope.names.get(key(first.base) or "")
    given = function is not None and function.parameters and function.name in reading.definitions
    return (
        bool(given)
        and key(first.base) not in whole_names(right)
        and not any(isinstance(p, BigOp) for p in inside(right))
    )


def _is_slope(reading: Reading, name: str | None, right: Node) -> bool:
    """Whether a name is that of something that the text has defined, under one dot or two: a function of one number, or what is made of names that
    have dots themselves."""
    stem = found[0] if (found := dotted(name or "")) is not None else ""
    lower = reading.scope.names.get(less_dotted(name or ""))
    if lower is not None and reading.defined(lower):
        return True  # `\\ddot x` where `\\dot x` is given
    known = reading.scope.names.get(stem)
    if known is None or not reading.defined(known) or len(known.parameters) > 1:
        return False
    moved = moving({*reading.scope.names, *whole_names(right)} - {name or ""})
    values = (
        e.right for e in reversed(reading.events) if e.kind is Said.DEFINE and e.known is known and e.right is not None
    )
    value = next(values, None)
    return len(known.parameters) == 1 or (value is not None and bool(names_in(value) & moved))


def _of_one_family(first: Node, right: Node) -> bool:
    """Whether two sides are members of one family under two letters, or under the same ones in another order: `w_{ij} = w_{ji}`, `a_{ij} = -a_{ji}`."""
    right = right.terms[0][1] if isinstance(right, Add) and len(right.terms) == 1 else right
    if isinstance(first, Sub) and isinstance(right, Sub) and key(first.base) == key(right.base) is not None:
        one, other = ([key(part) for part in subscripts(node.sub)] for node in (first, right))
        if len(one) > 1 and one != other and sorted(map(str, one)) == sorted(map(str, other)):
            return True
    sides = [node for node in (first, right) if isinstance(node, Sub) and isinstance(node.sub, Name)]
    if len(sides) < 2 or key(sides[0].base) is None:
        return False
    letters = {node.sub.name for node in sides if isinstance(node.sub, Name)}
    return key(sides[0].base) == key(sides[1].base) and len(letters) == 2 and letters <= set(FREE_INDICES)


def _is_starred_twin(reading: Reading, name: str, first: Node, right: Node) -> bool:
    """Whether a function is set equal to itself with stars, or the other way round: `g = g^{**}` says something of g and gives it no value."""

    def bare(node: Node) -> str | None:
        while isinstance(node, Sup) and not isinstance(node.sup, Num):
            node = node.base
        return key(node)

    starred = isinstance(right, Sup) != isinstance(first, Sup)
    return starred and bare(first) == bare(right) and bare(first) in reading.interpreter.survey.called


def _compares_at(first: Node, right: Node) -> bool:
    """Whether two functions are set equal at one point that has a label: `f(x_k) = q(x_k)`."""
    (name, parameters), (other, at) = head(first), head(right)
    labelled = len(parameters) == 1 and isinstance(parameters[0], Sub | Sup)
    return labelled and name != other and other is not None and tuple(map(key, parameters)) == tuple(map(key, at))


_FUNCTION_LETTERS = frozenset(["f", "g", "h", "F", "phi", "psi", "varphi"])


def _is_taken_elsewhere(reading: Reading, name: str, made: tuple[Known, ...]) -> bool:
    """Whether the text speaks of the value of f(x) at other points, as many as f has variables: then f is a function, and no quantity."""
    own = tuple(parameter.name for parameter in made)
    if any("_" in parameter or "^" in parameter for parameter in own):
        return False  # f(x_k) = … says what f is at a point
    called = reading.interpreter.survey.called.get(name, set())
    if len(called) > 1:
        return True
    plain = name.split(":")[-1].partition("_")[0] in _FUNCTION_LETTERS
    return any((len(names) == len(own) and names != own) if names else plain for names in called)


def _is_map(known: Known, parameters: tuple[Node, ...]) -> bool:
    """Whether `f(x) = …` says what a function is of which the text has said only what it maps, `f: ℝⁿ → ℝ`."""
    unnamed = all(parameter.name.startswith("argument of") for parameter in known.parameters)
    return known.kind == "function" and known.origin is Origin.DECLARED and bool(parameters) and unnamed


def _is_value(reading: Reading, name: str, parameters: tuple[Node, ...], link: Link) -> bool:
    """Whether `f(a) = 2` is a value of f and does not say what f is, or `λ_max(A) = …` one of what custom knows, or p(A) the value of a polynomial
    of a number at a matrix."""
    known = reading.scope.names.get(name)
    if name in EXTREMES and name != "rho" and known is None:
        return True
    at = reading.scope.names.get(key(parameters[0]) or "")
    if len(parameters) == 1 and at is not None and not at.kind and takes_matrices(known, reading.sizes.shape(at.sizes)):
        return True
    return is_literal(link.right) and link.op != ":="


def _says_something_else(
    reading: Reading, first: Node, name: str, parameters: tuple[Node, ...], link: Link, assuming: bool
) -> bool:
    """Whether an equation for a name or a function gives it no value: a value at a point, a density that others give, what is solved for."""
    if name in ("Re", "Im"):
        return True  # `\\Re(z) := a` of a z = a + ib says what they are to those who do not know
    if link.op == ":=":
        return False
    if ends_roughly(link.right):
        return True  # `f(x) = 1 + x + O(x^2)`
    if is_defined_entry(reading, first) or _is_starred_twin(reading, name, first, link.right):
        return True
    if _of_one_family(first, link.right) or _compares_at(first, link.right):
        return True  # `x_i = x_j` and `f(x_k) = q(x_k)` say of two things that they are the same
    told = TOLD in name
    defined = [key(parameter) or "" for parameter in parameters if key(parameter) in reading.definitions]
    known = reading.scope.names
    given = [
        other
        for other in defined
        if other in known and not reading.has_ended(known[other]) and not is_listed(reading, other)
    ]
    given = [] if name not in known and _through(reading, parameters, link.right) else given
    if not told and not name.endswith(INVERSE) and not all(reading.scope.names[other].parameters for other in given):
        return True  # f(ŵ) = … of a ŵ that has a value says what f is there
    if parameters and _is_value(reading, name, parameters, link):
        return True
    if parameters and settles(name, reading.laws):
        return True
    if parameters and relates_generating(name, whole_names(link.right), reading.document.text):
        return True  # M_Z(t) = M_X(t) M_Y(t) of moment-generating functions
    if told and (is_of_interval(name, whole_names(link.right)) or settles(f"F_{variable(name)}", reading.laws)):
        return True  # Pr(X > b) = 1 - F_X(b)
    if _is_of_law(reading, name, link.right):
        return True
    if told and follows_from(name, reading.definitions):
        return True  # p(x, y) of a p(x | y) and a p(y) that are known
    spoken = whole_names(link.right)
    several = len(parameters) > 1 and {key(parameter) for parameter in parameters} <= spoken and name not in spoken
    return (
        name in reading.varied and not assuming and not several
    )  # what was a variable before is solved for, not defined, but for the u of an f(u, v) with u(a, b) = …


def _through(reading: Reading, parameters: tuple[Node, ...], value: Node) -> bool:
    """Whether a function is given as one of a plain letter for something that varies, and of nothing that this is made of: `ℓ(m) = log(1 + e^{-m})` of a
    margin m = y s says what ℓ is at every m."""
    if len(parameters) != 1 or not isinstance(parameters[0], Name):
        return False
    letter, spoken = key(parameters[0]), whole_names(value)
    made = reading.last_definition(letter or "")
    inner = names_in(made.right) if made is not None and made.right is not None else set()
    return letter in spoken and bool(inner) and not inner & spoken


def _is_of_law(reading: Reading, name: str, value: Node) -> bool:
    """Whether a name is a median, an entropy or the like of a number whose law is known, and is not given a name of its own: "let m = h(X)"."""
    named = key(value)
    if named is not None and named not in reading.scope.names:
        return False
    laws, text = reading.laws, reading.document.text
    return (
        settles_quantile(name, laws, value, text)
        or settles_mode(name, laws, value)
        or settles_divergence(name, laws, value)
        or settles_entropy(name, laws, value, text)
    )


def _is_identity(reading: Reading, first: Node, value: Node) -> bool:
    """Whether `I_n` before an equals sign is the identity: n is a size of the text, and what it is equal to is made of matrices."""
    it = reading.interpreter
    named = isinstance(first, Sub) and isinstance(first.base, Name) and key(first.base) == "I"
    if not (named and isinstance(first, Sub) and key(first.sub) in it.scope.sizes):
        return False
    known = it.scope.names.get("I")
    own = known is not None and known.definition != IDENTITY
    made = [it.scope.names.get(name) for name in whole_names(value)]
    return not own and key(first) not in it.scope.names and any(name is not None and name.rank == 2 for name in made)


def _is_customary(reading: Reading, first: Node) -> bool:
    """Whether what is to be defined is a function that custom has defined: Γ(x) = ∫ … says what holds of it."""
    if not (isinstance(first, Juxt) and len(first.factors) == 2 and isinstance(first.factors[1], Fence)):
        return False
    called, fence = first.factors
    assert isinstance(fence, Fence)
    if isinstance(called, Name) and is_known_inverse(called.name):
        return True
    if is_named(reading.interpreter, called, fence):
        return True
    if isinstance(called, Name) and called.name in ("Gamma", "psi", "Phi") and called.name not in reading.scope.names:
        return not isinstance(fence.body, Tuple) and customary(reading.interpreter, called, fence) is not None
    return False


def _is_member(reading: Reading, node: Node) -> bool:
    """Whether a subscripted name is a member of a family of vectors that the text has declared."""
    if not isinstance(node, Sub):
        return False
    family = reading.scope.names.get(f"{key(node.base)}[]")
    return family is not None and family.kind == "family" and family.origin is Origin.DECLARED and len(family.sizes) > 1


def _is_claimed(reading: Reading, name: str, first: Node, value: Node, concluding: bool, given: bool) -> bool:
    """Whether an equation for a name that the text has given, and said something of, is a claim about it: "suppose AB = 0; then A = 0"; or one that a
    theorem states, to be shown behind it."""
    named = key(value) if isinstance(value, Name | Sub | Sup | Accent) else None
    if concluding and named is not None and named not in reading.scope.sizes:
        return True  # "then x_n = x^*" says of two names that they are the same
    if is_member(reading, name) or is_recursive(reading, name):
        return True
    if (concluding or not given) and shifts(reading, name, first.span, concluding):
        return True
    if not given and (reading.announced.shown(first) or reading.announced.repeats(first, value)):
        return True
    known = reading.scope.names.get(name)
    if known is None and isinstance(first, Sub):  # "x, y ∈ ℝ^n with x_i^2 = y_i^2; then x_i = …"
        return concluding and _is_entry(reading, first) and key(first.base) in reading.spoken
    if known is None or name not in reading.spoken:
        return False
    if known.origin is Origin.INFERRED and not reading.defined(known):
        return concluding and _is_tied(reading, name, value)
    if given and not concluding and not reading.defined(known) and _is_declared_in_sentence(reading, known):
        return False  # "where D is the diagonal matrix with these entries: D = …"
    return concluding or not (is_literal(value) and reading.defined(known))


def _is_tied(reading: Reading, name: str, value: Node) -> bool:
    """Whether equations that this section supposes, or that a formula before it in the sentence concludes, tie a name, of which the text says no more, to all that its value
    speaks of: "suppose A v = λ v; then λ = …", "then A λ = b, λ = A^{-1} b" say what follows, and name nothing."""
    turned = {key(part.sup) for part in inside(value) if isinstance(part, Sup) and transposes(part.sup)}
    tied: set[str] = set()
    for place in range(len(reading.events) - 1, -1, -1):
        event = reading.events[place]
        if event.kind in (Said.SECTION, Said.PROBLEM):
            break
        concluded = event.kind is Said.CLAIM and place >= reading.sentence and event.display != reading.display
        if (concluded or event.kind is Said.ASSUME) and event.relation == "=":
            tied.update(*(names_in(side) for side in (event.left, event.right) if side is not None))
    own = whole_names(value) - reading.scope.sizes - turned - ({"pi", "e"} - reading.scope.names.keys())
    return name in tied and bool(own & tied) and own <= tied | reading.definitions


def _is_declared_in_sentence(reading: Reading, known: Known) -> bool:
    """Whether the sentence so far says what kind of thing a name is, and no equation for it."""
    said = reading.events[reading.sentence :]
    told = any(event.kind in (Said.DECLARE, Said.PROPERTY) and event.known is known for event in said)
    return told and not any(e.left is not None and e.left.op == "Symbol" and e.left.data is known for e in said)


def _anew(
    reading: Reading,
    known: Known,
    parameters: tuple[Node, ...],
    right: Node,
    assuming: bool,
    aside: bool,
    unclaimed: bool,
    concluding: bool,
) -> bool:
    """Whether a defined name is defined anew: another example's numbers, a function of other parameters, one that is introduced again."""
    before = reading.last_definition(known.name)
    if before is None:
        return True
    if not assuming and TOLD in known.name and isinstance(right, BigOp) and _speaks_of_densities(right):
        return False  # `p(y) = ∫ p(x, y) dx` of a p(y) that the text has given says how it is found again
    if parameters and any(
        event.kind is Said.ITEM for event in reversed(reading.events[reading.events.index(before) :])
    ):
        return True  # the next of several examples
    if parameters:
        own, there = [parameter.name for parameter in before.parameters], [key(item) or "" for item in parameters]
        others = own != there
        if others and not assuming and len(own) == len(there) and (concluding or all(map(_marks, own, there))):
            return False  # `ℓ(\hat μ, \hat σ)`: its value at the estimates
        if (
            before.right is not None
            and {key(parameter) for parameter in parameters} & names_in(before.right)
            and others
        ):  # f(μ) = … of a function in whose formula μ stands says what it is there
            return assuming or (reading.has_ended(known) and _is_of(reading, right, there))
        return assuming or aside or reading.has_ended(known) or (bool(before.parameters) and others)
    if _REPLACES.search(reading.text((max(0, right.span[0] - 80), right.span[0]))):
        return True  # "replace p by p = …"
    if assuming and reading.has_ended(known):
        return True  # "let L = …" where another section had an L of its own
    if assuming and _is_given_again(reading, known.name, right):
        return True
    if unclaimed and isinstance(right, Matrix) and is_literal(right):
        return True  # "for instance the matrix A = …"
    return is_literal(right) and before.right is not None and not _names_something(before.right)


# a step that was given before, in other words
_AS_BEFORE = re.compile(
    r"\b(?:re-?writ\w+|writ(?:e|es|ten)|express\w*|equivalent\w*|same|simplif\w+|becomes?|recall\w*|remember|again|above|earlier|before|previous\w*|"
    r"that\s+is|i\.e|in\s+other\s+words|can\s+be|could\s+be|may\s+be|corresponds?|amounts?|reduces?|form)\b[^.!?]*$",
    re.I,
)


_OPENS = re.compile(
    r"(?:[\s$&]|\\\[|\\begin\s*\{\w+\*?\})*\Z"
)  # what stands between words and the first sign of a formula


def _steps_anew(reading: Reading, known: Known, first: Node, right: Node) -> bool:
    """Whether `x_{k+1} = x_k + …` is the step of another method than the one that gave x_{k+1} before: in a later item of a list, a later section, or by
    the words right before it, "in the momentum method"."""
    if not stepped([Chain(first, (Link("=", right, span=right.span),), span=first.span)]):
        return False
    before = reading.text((max(0, first.span[0] - 200), first.span[0]))
    if _AS_BEFORE.search(sentence(before[: _OPENS.search(before).start()])):  # type: ignore[union-attr]
        return False
    for event in reversed(reading.events):
        if event.kind is Said.DEFINE and event.known is not None and event.known.name == known.name:
            start = event.span[0]
            return reading.has_ended(event.known) or _of_another_method(
                before, sentence(reading.text((max(0, start - 200), start)))
            )
        if event.kind in (Said.ITEM, Said.SECTION):
            return True
    return False


_METHOD = re.compile(
    r"(?:^|[.;!?]\s+|\n\s*)(?:and\s+|while\s+|but\s+)?(?:for|in|with|by|using|under)\s+(?:the\s+)?((?:(?!\b(?:and|then|hence|so|we|that|where)\b)[^.;$,:])*)[,:]?[\s$]*$",
    re.I,
)
_METHODS = re.compile(
    r"\b(?:methods?|schemes?|rules?|algorithms?|variants?|versions?|iterations?|updates?|descent|ascent|momentum|Euler|Newton|Heun|Runge|Nesterov|Adam)\b",
    re.I,
)


def _of_another_method(before: str, earlier: str) -> bool:
    """Whether the words right before a step name a method, "in the momentum method", and with a word that those before the `earlier` step did not have."""
    found = _METHOD.search(before)
    if found is None or _METHODS.search(found[1]) is None:
        return False
    words = [
        word
        for word in re.findall(r"[A-Za-z]{4,}", found[1])
        if word.lower() not in ("method", "scheme", "rule", "algorithm", "update", "step")
    ]
    return any(word.lower() not in earlier.lower() for word in words)


def _speaks_of_densities(node: Node) -> bool:
    return any(TOLD in (key(part) or "") for part in inside(node))


def _is_of(reading: Reading, right: Node, parameters: list[str]) -> bool:
    """Whether a formula speaks of all the parameters, or of members of theirs, and of nothing else but functions and constants."""
    stems = {name.partition("_")[0] for name in whole_names(right)}
    functions = {
        name for name in stems if (known := reading.scope.names.get(name)) is not None and known.kind == "function"
    }
    return len(set(parameters)) == len(parameters) and set(parameters) <= stems <= {*parameters, *functions, "e", "pi"}


_LETS = re.compile(
    r"(?:^|[.!?:)*]\s|\n\s*)\W*(?:now |next |here |instead )?(?:let|put|set|define|redefine|take)\b[^.!?⟨]*$", re.I
)


_REPLACES = re.compile(
    r"\b(?:replac(?:e|ing)|redefin(?:e|ing)|instead|chang(?:e|ing)|modify(?:ing)?|now\s+(?:use|take|set|put|choose|consider))\b[^.!?;:=]{0,60}=\s*$",
    re.I,
)


def _is_given_again(reading: Reading, name: str, right: Node) -> bool:
    """Whether a sentence that begins with "let" gives a name that has a value another one, in what is known: `h = a - b` after `h = a + b`."""
    if _LETS.search(reading.text((max(0, right.span[0] - 80), right.span[0]))) is None:
        return False
    names = whole_names(right)
    known = reading.scope.names
    return (
        bool(names)
        and name not in names
        and all(n in known or n in reading.scope.sizes for n in names)
        and not any(rests_on(reading, n, name) for n in names)
    )


def rests_on(reading: Reading, name: str, other: str) -> bool:
    """Whether a name is defined by another one, through others too."""
    pending, seen = [name], set[str]()
    while pending:
        here = pending.pop()
        if here == other:
            return True
        if here in seen:
            continue
        seen.add(here)
        for event in reading.events:
            if (
                event.kind is Said.DEFINE
                and event.known is not None
                and event.known.name == here
                and event.right is not None
            ):
                pending += names_in(event.right) | _called(event.right)
    return False


def _marks(letter: str, name: str) -> bool:
    r"""Whether a name is a letter, or that letter with a hat, a star or a label: `\hat μ`, `μ^*`, `μ_0`."""
    stem = name.split(":")[-1]
    return name == letter or f"({letter})" in stem or name.startswith((f"{letter}_", f"{letter}^"))


def is_literal(node: Node) -> bool:
    """Whether a value is written in numbers alone: `2`, `[1, 2]^\\top`, a matrix of numbers."""
    if isinstance(node, Sup) and transposes(node.sup):
        return is_literal(node.base)
    if isinstance(node, Matrix):
        return all(is_literal(cell) for row in node.rows for cell in row)
    if isinstance(node, Fence):
        return is_literal(node.body)
    if isinstance(node, Tuple):
        return all(is_literal(item) for item in node.items)
    if isinstance(node, Add):
        return all(is_literal(term) for _, term in node.terms)
    return isinstance(node, Num | Frac) and not whole_names(node)


def _names_something(loose: Loose) -> bool:
    return loose.op in ("Symbol", "Call") or any(_names_something(part) for part in loose.parts)


def _depends(value: Loose, name: str) -> bool:
    """Whether a value speaks of a parameter, or of members of its: π_1 and π_2 of π."""
    return any(other == name or other.startswith((f"{name}_", f"{name}[")) for other in names_in(value))


_LIKELIHOODS = frozenset(["L", "l", "ell", "LL", "cal:L", "J"])


def _hides(value: Loose, name: str) -> bool:
    """Whether a value may well depend on a parameter that is not written in it: `J(θ) = -Σ y_j log ŷ_j`, of names and no other function; or as the
    likelihood of all its parameters does."""
    return len(names_in(value)) > 1 and (name in _LIKELIHOODS or not _calls(value))


def _calls(value: Loose) -> bool:
    return value.op == "Call" or any(_calls(part) for part in value.parts)


_INTRODUCES = re.compile(
    r"\b(?:given by|defined (?:as|by|to be)|denote[sd]?|where|with|let|write|put|set)\b[^.;]*$", re.I
)


def logged(reading: Reading, node: Node, value: Node) -> Node | None:
    """The p(y | θ) of `\\log p(y | θ) = …`, a density of which nothing else is said, not even a law, without densities in the value: that gives it by its logarithm."""
    if not (isinstance(node, Apply) and isinstance(node.head, Operator) and node.head.name in ("log", "ln")):
        return None
    name = head(node.arg)[0]
    known = reading.scope.names.get(name or "")
    if name is None or TOLD not in name or (known is not None and (reading.defined(known) or known.definition)):
        return None
    drawn = any(
        {of, of.upper()} & set(reading.laws) for of in re.split(r"[,|]", name.partition(TOLD)[2].removesuffix("⟩"))
    )
    return None if drawn or any(TOLD in (key(part) or "") for part in inside(value)) else node.arg


def _squared(reading: Reading, node: Node, given: bool) -> Node | None:
    """The σ of `σ^2 = …` where nothing is said of it yet, and where it was met before, words introduce it: by custom the positive root. A capital letter only where it is `given`."""
    if not (isinstance(node, Sup) and isinstance(node.sup, Num) and node.sup.text == "2" and key(node) is None):
        return None
    name = key(node.base)
    known = reading.scope.names.get(name or "")
    if known is not None and name in reading.squared and not reading.defined(known):
        return node.base
    if not _is_scale(node.base) and (
        _SUPPOSED.search(reading.text((max(0, node.span[0] - 80), node.span[0])))
        or _is_entry(reading, node.base)
        or not _is_only_squared(reading, name or "")
    ):
        return None  # "suppose that x^2 = 4", "let x^2 = 4", `x_i^2 = y_i^2` of a vector x: either root
    if (
        name is None
        or (is_capital(name) and not (given and _is_only_squared(reading, name)) and not _is_deviation(reading, name))
        or (known is not None and (known.rank or known.origin is not Origin.INFERRED))
    ):
        return None
    if known is not None:
        told = known.kind or name in reading.spoken or name in reading.varied
        if told or not _INTRODUCES.search(reading.text((max(0, node.span[0] - 80), node.span[0]))):
            return None
    return None if name in reading.scope.sizes else node.base


_SUPPOSED = re.compile(
    r"\b(?:suppos\w+|assum\w+|if|when|whenever|given|provided|since|because|satisf\w+|(?:so|such)\s+that|know\w*|have|from|solv\w+)\s+(?:that\s+|also\s+)?[\s$(\\\[]*$",
    re.I,
)
_SCALES = frozenset(["r", "R", "rho", "d", "D"]) | frozenset(
    ["sigma", "tau", "s", "S", "omega", "nu", "kappa", "hat(sigma)", "hat(tau)", "bar(sigma)", "tilde(sigma)"]
)


def _is_scale(node: Node) -> bool:
    """Whether a letter is by custom that of a deviation, of another scale or of a distance, which is positive."""
    return (key(node.base if isinstance(node, Sub) else node) or "") in _SCALES


def _is_entry(reading: Reading, node: Node) -> bool:
    """Whether a name is an entry of what the text has declared."""
    whole = reading.scope.names.get(key(node.base) or "") if isinstance(node, Sub) else None
    return whole is not None and whole.origin is Origin.DECLARED


_DEVIATION = re.compile(
    r"\b(?:sample|empirical|pooled|unbiased|biased|corrected)\b[^.]{0,40}\b(?:variance|deviation)|\bvariance of the[^.]{0,20}\b(?:data|sample)",
    re.I,
)


def _is_deviation(reading: Reading, name: str) -> bool:
    """Whether an S with a subscript is by custom the standard deviation of a sample, as the S_n of S_n^2 (Casella & Berger: Statistical Inference, 5.2)."""
    return name.startswith("S_") and _DEVIATION.search(reading.document.text) is not None


def _is_only_squared(reading: Reading, letter: str) -> bool:
    """Whether a capital letter stands nowhere in the text but under a square, the R of R²: then it is a number, whichever root it is."""
    uses = re.findall(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])\s*(\^\s*(?:2|\{{\s*2\s*\}}))?", reading.document.text)
    return len(letter) == 1 and letter not in reading.interpreter.survey.matrices and all(uses)


def _entered(reading: Reading, first: Node, name: str, value: Loose, known: Known | None, fresh: bool) -> Known:
    """The defined name, its shape that of the value where the text had not given one."""
    if fresh:
        _as_vector(reading, name, value)
    shape = reading.shaper.shape(value)
    for size, other in zip(shape, other_step(reading.interpreter, name, len(shape)), strict=False):
        reading.sizes.unify(size, other)
    if value.op == "Zero" and known is not None:  # a zero has whatever shape is wanted
        return known
    if known is not None and not shape and _is_number_for_matrix(reading, known, value):
        special_cases.begin(reading, known)
        known = None  # "in the scalar case, C = 1": what was said before is said of a matrix
    if (
        known is not None
        and not fresh
        and (len(known.sizes) != len(shape) or (reading.defined(known) and known.origin is Origin.DEFINITION))
    ):
        known = None  # another thing under the same name
    if known is not None and shape and not names_in(value) and _is_of_any_size(reading, known, shape):
        special_cases.example(reading, known, first)  # "take A = (3 0; 4 5)" of an m × n matrix A
        known = None
    if known is not None and not fresh:
        return known
    if known is None:
        shape = _of_family(reading, first) or shape if value.op == "Zero" else shape
        # of a zero the shape is open until the text says or uses it
        origin = Origin.INFERRED if value.op == "Zero" and not shape else Origin.DEFINITION
        known = Known(name, reading.written(first), len(shape), shape, origin, reading.interpreter.line)
    if len(known.sizes) != len(shape):
        reading.clashes += not known.sizes and reading.makes(name)  # what is made of it was worked out as a number
        known.rank, known.sizes = len(shape), shape
    if value.op != "Symbol" and _is_small_for_matrix(reading, known, value):
        reading.clashes += 1
    reading.scope.names[name] = known
    return known


def _is_of_any_size(reading: Reading, known: Known, shape: Shape) -> bool:
    """Whether a name has sizes that the text names, `m × n`, where what is now written out in numbers has numbers for its own."""
    named = (reading.sizes.resolve(size) for size in known.sizes)
    pairs = list(zip(named, shape, strict=False))
    return len(known.sizes) == len(shape) and any(of.names & reading.scope.sizes and not is_.names for of, is_ in pairs)


def _is_number_for_matrix(reading: Reading, known: Known, value: Loose) -> bool:
    """Whether what is made of numbers alone, 1 or 1/2, is given to a name that earlier lines use as a matrix."""
    return not names_in(value) and known.rank == 2 and not known.kind and known.line < reading.interpreter.line


def _of_family(reading: Reading, first: Node) -> Shape:
    """The shape of the members of the family to which what is defined belongs, where the text has one: of `S_0 = 0` that of every S_t."""
    if not isinstance(first, Sub):
        return ()
    family = reading.scope.names.get(f"{key(first.base)}[]")
    single = not isinstance(first.sub.body if isinstance(first.sub, Brace) else first.sub, Tuple | Juxt)
    return family.sizes[1:] if family is not None and family.kind == "family" and single else ()


def _as_vector(reading: Reading, name: str, value: Loose) -> None:
    """Read the letters of `z = W x + b` as those of a vector, where the text uses z as one and says nothing of them."""
    if reading.taken.keys() & names_in(value):
        return  # they are numbers here
    if name in reading.interpreter.survey.vectors and not reading.shaper.shape(value):
        known = Known(name, name, 1, (reading.sizes.fresh(),), Origin.INFERRED, reading.interpreter.line)
        promoted(reading, Loose("Relates", (Loose("Symbol", (), known, value.span), value), "=", value.span))


def _parameter(reading: Reading, node: Node, domain: Known | None = None) -> Known:
    name = key(node) or ""
    known = reading.scope.names.get(name)
    if known is not None:
        return known
    if domain is not None:  # what the function maps has been said
        return Known(name, reading.written(node), domain.rank, domain.sizes, Origin.DECLARED, reading.interpreter.line)
    family = family_of(reading.interpreter, stem_of_members(name))
    if family is not None and family.kind == "family":  # y_i of a family of vectors is a vector
        inner = family.sizes[1:]
        return Known(name, reading.written(node), len(inner), inner, Origin.INFERRED, reading.interpreter.line)
    read = lookup(reading.interpreter, name, node)
    made: Known = (
        read.data
        if read.op == "Symbol"
        else Known(name, reading.written(node), 0, (), Origin.INFERRED, reading.interpreter.line)
    )
    reading.scope.names.pop(name, None)
    return made


def head(node: Node) -> tuple[str | None, tuple[Node, ...]]:
    """The name a definition would define, and its parameters: `C`, `f(x)`, `\\mathcal{L}(W_1, W_2; X)`."""
    called: Node | None = None
    fence: Node | None = None
    if isinstance(node, Apply) and isinstance(node.head, Operator):
        called, fence = node.head, node.arg
    elif isinstance(node, Juxt) and len(node.factors) == 2 and node.signs == ("",):
        called, fence = node.factors
    if isinstance(fence, Fence) and called is not None:
        if isinstance(called, Operator) and not is_open(called.name):
            return None, ()
        if fence.open != "(":
            return None, ()
        items = tuple(unsquared(item) for item in arguments_of(fence))
        if all(key(item) is not None and not isinstance(item, Num) for item in items):
            return key(called), items
        return None, ()
    if isinstance(node, Sup) and not key(node):
        return None, ()
    return key(node), ()


def is_derived(clauses: Sequence[Clause], number: int) -> bool:
    """Whether an arrow leads from `f(x) = …` to what f' or ∂f/∂x is: it says what f is, whatever that was before."""
    name = _defined_function(clauses[number])
    if (
        name is None
        or number + 1 == len(clauses)
        or clauses[number + 1].lead != "⇒"
        or clauses[number].lead in ("⇒", "⇔")
    ):
        return False
    return name == _differentiated(clauses[number + 1])


def is_of_another(clauses: Sequence[Clause], number: int) -> bool:
    """Whether an arrow leads from `f_a(x) = …` to the derivative of another function: then it is not clear which one is meant."""
    name = _defined_function(clauses[number - 1]) if number and clauses[number].lead == "⇒" else None
    return name is not None and _differentiated(clauses[number]) not in ("", name)


def _defined_function(clause: Clause) -> str | None:
    body = clause.body
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op not in ("=", ":="):
        return None
    name, parameters = head(body.first)
    return name if parameters else None


def _differentiated(clause: Clause) -> str:
    """The name of the function whose derivative stands on the left of a clause."""
    left = clause.body.first if isinstance(clause.body, Chain) else clause.body
    found = derivative_fraction(left)
    if found is not None:
        return (key(found[0]) or head(found[0])[0] or "") if found[0] is not None else ""
    of = left.factors[0] if isinstance(left, Juxt) else left
    return key(of.base) or "" if isinstance(of, Prime) else ""


def _squares(node: Node) -> frozenset[int]:
    """The places of the squares among the parameters of what is defined."""
    fence = node.factors[1] if isinstance(node, Juxt) and len(node.factors) == 2 else None
    items = arguments_of(fence) if isinstance(fence, Fence) else ()
    return frozenset(place for place, item in enumerate(items) if unsquared(item) is not item)


def _mentions(loose: Loose, name: str) -> bool:
    if loose.op == "Symbol" and loose.data.name == name:
        return True
    return any(_mentions(part, name) for part in loose.parts)


def _expands(value: Loose, name: str, parameters: tuple[Known, ...]) -> bool:
    """Whether a value speaks of the function that it is to give, and at other points alone: `f(y) = f(x) + f'(x)(y - x)` is no formula of f, `T(n) = T(n - 1) + 1` one
    that goes back."""
    calls = [part for part in _parts(value) if part.op == "Call" and part.data[0] == name]
    own = {parameter.name for parameter in parameters}
    return bool(calls) and bool(own) and not any(own & names_in(part) for call in calls for part in call.parts)


def _parts(loose: Loose) -> Iterator[Loose]:
    yield loose
    for part in loose.parts:
        yield from _parts(part)


def _speaks_of_itself(
    reading: Reading, value: Loose, name: str, link: Link, parameters: tuple[Known, ...] = ()
) -> bool:
    """Whether a value speaks of the name that it is to give a value, also through others; or follows for a density from the rules of probability."""
    told = TOLD in name
    if (
        _mentions(value, name)
        or _expands(value, name, parameters)
        or (told and claims(name, value, reading.interpreter.text))
    ):
        return True
    return (told or link.op != ":=") and _returns(reading, value, name)


def _returns(reading: Reading, value: Loose, name: str) -> bool:
    """Whether a value speaks of what is defined by the name it is to define: P(A, B) = P(A | B) P(B) after P(A | B) = P(A, B)/P(B)."""
    if not _called(value) & reading.definitions:
        return False
    given = {
        e.known.name: e.right
        for e in reading.events
        if e.kind is Said.DEFINE and e.known and e.right and e.known.name in reading.definitions
    }
    waiting, seen = [value], set[str]()
    while waiting:
        found = _called(waiting.pop())
        if name in found:
            return True
        waiting += [given[other] for other in sorted(found - seen) if other in given]
        seen |= found
    return False


def _called(loose: Loose) -> set[str]:
    """The names of symbols and functions in a term."""
    own = {loose.data[0]} if loose.op == "Call" else {loose.data.name} if loose.op == "Symbol" else set()
    return own.union(*(_called(part) for part in loose.parts))


def drop_idle(reading: Reading) -> None:
    """`w = y` and `n > m` of names that nothing else speaks of state nothing to check: they are listed as that instead."""
    busy: dict[str, int] = {}
    for event in reading.events:
        for name in _spoken(event):
            busy[name] = busy.get(name, 0) + (not _compares(event))
    kept = []
    for event in reading.events:
        names = sorted(_spoken(event))
        alone = 1 if _renames(event) else 0 if _compares(event) else -1
        if all(busy[name] == alone and _unintroduced(reading, name) for name in names) and names:
            what = "gives a name to another one" if alone else "compares names"
            reading.says_nothing(event.span, f"{what} that nothing is said of")
            for name in names:
                reading.scope.names.pop(name, None)
        else:
            kept.append(event)
    reading.events[:] = kept


def _renames(event: Event) -> bool:
    return event.kind is Said.DEFINE and event.right is not None and event.right.op in ("Symbol", "Entry")


def _compares(event: Event) -> bool:
    """Whether an event only bounds one bare name by another."""
    sides = (event.left, event.right)
    return event.kind is Said.ASSUME and event.relation != "=" and all(side and side.op == "Symbol" for side in sides)


def _unintroduced(reading: Reading, name: str) -> bool:
    known = reading.scope.names.get(name)
    return known is None or known.origin is not Origin.DECLARED


def _spoken(event: Event) -> set[str]:
    """The names that an event says something of."""
    if event.kind is Said.RESTRICT:
        return set()
    parts = [part for part in (event.left, event.right, *event.premise) if part is not None]
    names = {event.known.name} if event.known is not None else set()
    if event.optimum is not None:
        parts += [event.optimum.objective, *event.optimum.constraints]
    for part in parts:
        names |= names_in(part)
    return names | event.names
