"""Names: which symbol is meant, and what an undeclared one is taken for."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import LETTER, Loose, Unreadable
from derive.elaborate.scope import TOLD, Known, key
from derive.elaborate.survey import is_capital, is_iterate
from derive.elaborate.time_derivatives import dotted
from derive.formula.syntax import Accent, Name, Node, Operator, Prime
from derive.goals import Origin
from derive.record import replace
from derive.terms import PropertyKind, Shape

FREE_INDICES = "ijklrst"
_DIFFERENTIAL = frozenset(["nabla", "partial", "Delta", "mathbb"])


def lookup(it: Interpreter, name: str, node: Node) -> Loose:
    """The symbol of that name, inferred from use when the text has not introduced it."""
    index = it.index(name)
    if index is not None:
        return Loose("Index", (), index, node.span)
    known = it.scope.names.get(name) or twin(it, name)
    if known is None:
        if name in it.scope.sizes and not (name in it.survey.matrices and name in it.survey.declared):
            return Loose("SizeValue", (), it.sizes.called(name), node.span)
        known = _infer(it, name, node)
    if known.kind == "size":
        return Loose("SizeValue", (), it.sizes.called(known.name), node.span)
    if known.kind == "function" and known.parameters:  # `ℓ` for ℓ(μ)
        arguments = tuple(Loose("Symbol", (), parameter, node.span) for parameter in known.parameters)
        return Loose("Call", arguments, (known.name, 0, known.latex, known), node.span)
    return Loose("Symbol", (), known, node.span)


def twin(it: Interpreter, name: str) -> Known | None:
    """What the text introduced under the same letters in another weight: `X ∈ ℝ^{n×d}` and later a bold X. Only vectors, matrices and functions."""
    plain = name.replace("bold:", "").replace("vec:", "")
    if plain == name:
        wanted = f"bold:{name}" if is_capital(name) else ""
    else:
        wanted = plain
    known = it.scope.names.get(wanted)
    if known is not None and known.properties and not known.rank and not known.kind and is_capital(plain):
        known.rank, known.sizes = 2, (it.sizes.fresh(), it.sizes.fresh())  # of `A` was said that it is constant
    if known is None or not (known.rank or known.kind):
        return None
    said = known.origin is not Origin.INFERRED or known.properties or known.named
    return known if said or (is_capital(plain) and known.rank == 2) else None


def _is_applied(it: Interpreter, name: str) -> bool:
    """Whether a capital letter that is no size stands right before a vector that the text has introduced: the U of `U x`; not the M
    of `M ‖v‖²`."""
    if name in it.survey.sizes or name in it.survey.scales or name in it.scope.sizes or TOLD in name:
        return False
    after = (it.scope.names.get(other) for other in it.survey.applied.get(name, ()))
    return any(
        known is not None and known.rank == 1 and not known.kind and known.origin is Origin.DECLARED for known in after
    )


def _infer(it: Interpreter, name: str, node: Node) -> Known:
    stem = name.split("_")[0].split("^")[0]
    sibling = _sibling(it, name) or _under_dots(it, name)
    if sibling is not None:
        known = Known(name, it.latex(node), sibling.rank, sibling.sizes, sibling.origin, sibling.line)
        known.properties = list(sibling.properties)
        it.scope.names[name] = known
        return known
    if TOLD in name:  # a density, a probability, an entropy is a number
        known = it.scope.names[name] = Known(name, it.latex(node), 0, (), Origin.INFERRED, it.line)
        return known
    matrix = name in it.survey.matrices or (stem in it.survey.matrices and is_capital(stem))
    relative = it.scope.names.get(stem)
    if relative is not None and relative.rank == 2:
        matrix = True
    matrix = matrix or _is_applied(it, name)
    iterate = is_iterate(it.survey, name, stem) or (stem in it.survey.iterates and name in it.survey.points)
    bold = ("bold:" in name and not is_capital(name)) or "vec:" in name
    number = stem != name and stem in it.survey.drawn | it.survey.from_zero  # `w_0 \\sim N(0, 1)` beside `w^T x`
    vector = not (matrix or number) and (name in it.survey.vectors or stem in it.survey.vectors or iterate or bold)
    plain = name.replace("bold:", "").replace("vec:", "")
    family = it.scope.names.get(f"{name}[]") or it.scope.names.get(f"{plain}[]")
    if vector and family is not None and family.kind == "family" and family.rank == 1:
        return family  # `p pᵀ` where p_k is spoken of: the vector of these
    rank = 2 if matrix else 1 if vector else 0
    sizes = other_step(it, name, rank) or tuple(it.sizes.fresh() for _ in range(rank))
    known = Known(name, it.latex(node), rank, sizes, Origin.INFERRED, it.line)
    if it.survey.adjoints:
        known.properties.append(PropertyKind.COMPLEX)
    it.scope.names[name] = known
    return known


def other_step(it: Interpreter, name: str, rank: int) -> Shape:
    """The shape that a state has at another step, `x_{t-1}` beside x_t; () where none is known."""
    stem, mark, _ = name.partition("_")
    if not mark or stem not in it.survey.moved:
        return ()
    others = (known for other, known in it.scope.names.items() if other != name and other.startswith(f"{stem}_"))
    return next((known.sizes for known in others if known.rank == rank and not known.kind), ())


def _under_dots(it: Interpreter, name: str) -> Known | None:
    """The vector or matrix whose slope in time a name with dots is: the A of `\\dot A`."""
    found = dotted(name)
    known = it.scope.names.get(found[0]) if found is not None else None
    return replace(known, properties=[]) if known is not None and known.rank and not known.kind else None


def _sibling(it: Interpreter, name: str) -> Known | None:
    """What the text declared under the same letter for every index: `β_j ∈ ℝ` speaks of β_0 too."""
    stem, mark, label = name.partition("_")
    if not mark or "_" in label or len(label) > 1:
        return None
    plain = stem.replace("bold:", "")
    for other in FREE_INDICES:
        known = it.scope.names.get(f"{stem}_{other}") or it.scope.names.get(f"{plain}_{other}")
        if known is not None and known.origin is Origin.DECLARED and not known.kind and other != label:
            return known
    return None


@reads(Name)
def name(it: Interpreter, node: Name) -> Loose:
    found = key(node) or ""
    known = found in it.scope.names or it.index(found) is not None or twin(it, found) is not None
    special = None if known else _special(it, node)
    return special or lookup(it, found, node)


def _special(it: Interpreter, node: Name) -> Loose | None:
    """A letter that custom keeps for something, where the text has not introduced it otherwise. Raises Unreadable."""
    if node.name == "I" and (node.style in ("", "bold", "roman")) and "I" not in it.survey.heads:
        return Loose("Identity", (), it.sizes.fresh(), node.span)
    if node.name == "pi" and not node.style and "pi" not in it.survey.heads:
        return Loose("Constant", (), "pi", node.span)
    if node.name == "e" and node.style in ("", "roman") and "e" not in it.survey.heads:
        return Loose("Constant", (), "e", node.span)
    if node.name == "infty":
        return Loose("Constant", (), "infinity", node.span)
    if node.style == "bold" and node.name == "0":
        return Loose("Zero", (), LETTER, node.span)
    if node.style == "bold" and node.name == "1":
        return Loose("Ones", (), (it.sizes.fresh(),), node.span)
    if node.name in _DIFFERENTIAL and (node.name != "Delta" or it.survey.steps):
        raise Unreadable("a differential operator without its operand", node.span)
    if node.style == "bb":
        raise Unreadable("a blackboard letter as a value", node.span)
    return None


@reads(Accent)
def accent(it: Interpreter, node: Accent) -> Loose:
    found = key(node)
    if found is None:
        raise Unreadable("an accent over an expression", node.span)
    if node.kind == "vec":
        it.survey.vectors.add(found)
    return lookup(it, found, node)


@reads(Operator)
def operator(it: Interpreter, node: Operator) -> Loose:
    return lookup(it, node.name, node)


@reads(Prime)
def prime(it: Interpreter, node: Prime) -> Loose:
    """A second symbol where the text introduced it so, else the derivative of what depends on one number, else the transpose of what has one."""
    stem = key(node.base)
    full = f"{stem}{chr(39) * node.count}" if stem else None
    if full and (full in it.scope.names or full in it.scope.sizes):
        return lookup(it, full, node)
    base = it.read(node.base)
    variable = _variable(base)
    if variable is not None and variable in it.scope.names:
        by = Loose("Symbol", (), it.scope.names[variable], node.span)
        return Loose("Derivative", (base, *[by] * node.count), it.layout, node.span)
    argument = _argument(base)
    if argument is not None and _is_slope(it, node, base):
        return Loose("Derivative", (base, *[argument] * node.count), it.layout, node.span)
    if full in it.survey.second:
        return lookup(it, full or "", node)
    if node.count == 1 and (base.op in ("Product", "Sum", "Transpose") or _has_axes(base)):
        return Loose("Transpose", (base,), None, node.span)
    if full:
        return lookup(it, full, node)
    raise Unreadable("a prime over an expression", node.span)


def _variable(base: Loose) -> str | None:
    """What the numbers in a term depend on, if that is one thing: then a prime differentiates."""
    symbols = list(_symbols(base))
    found = {name for known in symbols for name in known.depends}
    return found.pop() if len(found) == 1 and not any(known.rank for known in symbols) else None


def _argument(base: Loose) -> Loose | None:
    """The x of an expression made of numbers and of functions of one number x, as in `(f(x)/g(x))'` and `[f(g(x))]'`: then a prime differentiates by it."""
    calls = [part for part in _within(base) if part.op == "Call"]
    at = {part.data.name: part for call in calls for part in _within(call) if part.op == "Symbol"}
    if len(at) > 1 and "x" in at:  # `(f(a x + b))'`
        at = {"x": at["x"]}
    if not calls or len(at) != 1 or any(len(call.parts) != 1 for call in calls):
        return None
    symbols = [part.data for part in _within(base) if part.op == "Symbol"]
    values = [call.data[3] for call in calls if call.data[3] is not None]
    return None if any(known.sizes for known in (*symbols, *values)) else at.popitem()[1]


_GOES_ON = re.compile(r"\s*(?:\\right\s*[)\]]|\\(?:left|big\w*)?\s*)*[A-Za-z(\[]")


def _is_slope(it: Interpreter, node: Prime, base: Loose) -> bool:
    """Whether a prime behind brackets differentiates: the text writes f' of a function in them, and nothing is multiplied from the right as by a transpose."""
    names = {part.data[0] for part in _within(base) if part.op == "Call"}
    primed = any(re.search(rf"(?<![A-Za-z]){re.escape(name)}\s*(?:'|\^\s*\{{?\s*\\prime)", it.text) for name in names)
    return primed and _GOES_ON.match(it.text[node.span[1] : node.span[1] + 20]) is None


def _within(base: Loose) -> Iterator[Loose]:
    yield base
    for part in base.parts:
        yield from _within(part)


def _symbols(base: Loose) -> Iterator[Known]:
    if base.op == "Symbol":
        yield base.data
    for part in base.parts:
        yield from _symbols(part)


def _has_axes(base: Loose) -> bool:
    """Whether a symbol or an entry of a family is a vector or matrix: then a prime transposes it."""
    if base.op == "Symbol":
        return bool(base.data.rank in (1, 2))
    return base.op == "Entry" and base.parts[0].op == "Symbol" and any(index is None for index in base.data)
