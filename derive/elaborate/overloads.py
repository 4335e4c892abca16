"""Letters that stand for several functions, told apart by what stands in their brackets: p(y | θ) and p(θ), Pr(X ≤ x), H(X) and H(Y). A parameter below one,
p_θ(x | z), is what it is conditioned on besides: p(x | z, θ).

What depends on nothing that moves, such as H(X) or P(A ∩ B), is a number of its own; the others are functions of the names in the brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.moments import OPERATORS
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.operators import FUNCTIONS, OF_MATRICES, SPECIAL
from derive.elaborate.scope import OF_ITS_OWN, TOLD, key
from derive.elaborate.spelling import mapped, rewritten
from derive.elaborate.survey import MATRIX_OPERATORS, inside, is_capital, run_over, whole_names
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Chain,
    Display,
    Dots,
    Fence,
    Frac,
    Juxt,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Tuple,
)
from derive.record import dataclass, field, replace

_SPEAKS = re.compile(
    r"probabilit|densit|distribut|likelihood|posterior|\bprior\b|random variable|random vector|bayes|entrop|\\Pr\b|\{Pr\}",
    re.I,
)
_NAMED_LAWS = re.compile(
    r"\b([PQ])\s*:[\s\\;,:!]*[A-Z]\w*\s*&?\s*\\sim\b"
)  # the densities of P: X ∼ … and Q: X ∼ … are p and q
_DENSITIES = ("p", "P")  # of these, and of Pr, every one is told apart in a text about chance
_MAYBE = ("q", "Q", "f", "g", "h")  # and of these where one letter stands for several functions
_OWN = frozenset(
    [*FUNCTIONS, *OF_MATRICES, *OPERATORS, *SPECIAL, *MATRIX_OPERATORS, "E", "exp", "log", "ln", "span", "dim", "ker", "im", "lim", "sup", "inf", "arg", "Re", "Im"]
)  # fmt: skip
# letters of parameters, below the letter of a density or of a policy
_PARAMETERS = frozenset(["theta", "phi", "psi", "eta", "omega", "vartheta", "varphi", "lambda", "beta", "mu"])
_WITH_PARAMETERS = ("p", "P", "q", "Q", "pi")
_FUNCTIONALS = ("H", "h", "I")  # entropies and mutual information, in roman


@dataclass(frozen=True, slots=True)
class Called:
    """A letter or operator before brackets: `whole` is the node, `head` what is called, `items` what stands in the brackets, `signs` between them."""

    whole: Node
    head: Node
    fence: Fence
    items: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(slots=True)
class Overloads:
    """What a look over a document finds: the heads that are `told` apart, the one pattern of those that have only one, and the names that `move`:
    variables of sums, integrals and derivatives."""

    told: set[str] = field(default_factory=set)
    moving: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)  # letters that stand somewhere without brackets behind them
    plain: set[str] = field(default_factory=set)  # heads that are applied to a variable somewhere
    single: dict[str, str] = field(default_factory=dict)


def told_apart(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with every function that shares its letter with others under a name of its own."""
    listed = list(displays)
    if not _SPEAKS.search(text):
        return listed
    found = _look(listed, text)
    return rewritten(listed, lambda node: _renamed(node, found))


def _look(displays: list[Display], text: str) -> Overloads:
    found = Overloads()
    bodies = [clause.body for display in displays for clause in display.clauses]
    uses: dict[str, int] = {}
    for node in inside(tuple(bodies)):
        found.moving |= _moves(node)
        if isinstance(node, Name) and node.name in (*_DENSITIES, *_MAYBE) and node.style == "":
            uses[node.name] = uses.get(node.name, 0) + 1
    patterns: dict[str, set[str]] = {}
    bars: set[str] = set()
    for called in _calls(bodies):
        name = _letter(called.head)
        plain = called.head.base if _parameter(called.head) is not None else called.head  # type: ignore[attr-defined]
        if isinstance(plain, Name) and plain.style == "":
            uses[name] = uses.get(name, 0) - 1
        if name in _OWN:
            continue
        if any(_plain(item) or whole_names(item) & found.moving for item in called.items):
            found.plain.add(name)
        read = _pattern(called, found, "")
        if read is not None:
            patterns.setdefault(name, set()).add(read[0])
            bars |= {name} if "|" in read[0] else set()
    found.alone = {name for name, count in uses.items() if count > 0 and name not in bars}
    found.told = {name for name in patterns if name in (*_DENSITIES, "Pr", "pi")}
    found.told |= {name for name in _MAYBE if name in bars}
    found.told |= {label.lower() for label in _NAMED_LAWS.findall(text)} & set(patterns)
    found.single = {name: next(iter(read)) for name, read in patterns.items() if len(read) == 1}
    return found


def _calls(bodies: Iterable[Node]) -> Iterator[Called]:
    for body in bodies:
        for node in inside(body):
            called = _called(node)
            if called is not None:
                yield called
            if isinstance(node, Juxt):
                for head, fence, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
                    pair = _called(Juxt((head, fence), (sign,))) if len(node.factors) > 2 else None
                    if pair is not None:
                        yield pair


def _called(node: Node) -> Called | None:
    """A node as a letter or an operator with its brackets."""
    if isinstance(node, Apply):
        head, fence = node.head, node.arg
    elif isinstance(node, Juxt) and len(node.factors) == 2 and node.signs == ("",):
        head, fence = node.factors
    else:
        return None
    if not isinstance(fence, Fence) or fence.open not in ("(", "[") or not _letter(head):
        return None
    items, signs = bracketed(fence.body)
    return Called(node, head, fence, items, signs)


def _letter(head: Node) -> str:
    """What stands before the brackets where it may be told apart: a plain or roman letter, an operator; else nothing."""
    if _parameter(head) is not None:
        return key(head.base) or ""  # type: ignore[attr-defined]
    if isinstance(head, Name):
        functional = head.style == "roman" and (head.name in _FUNCTIONALS or len(head.name) > 1)
        letter = head.name in (*_DENSITIES, *_MAYBE, "Pr") and head.style in ("", "roman")
        return head.name if functional or letter else ""
    return head.name if isinstance(head, Operator) else ""


def _parameter(head: Node) -> Node | None:
    """The θ of `p_θ`, the θ' of `π_{θ'}`."""
    if not (isinstance(head, Sub) and isinstance(head.base, Name) and head.base.style == ""):
        return None
    return head.sub if head.base.name in _WITH_PARAMETERS and _stem(head.sub) in _PARAMETERS else None


def _stem(parameter: Node) -> str:
    """The letter of a parameter: that of `θ_0`, `θ'` and `θ^{(t)}`, too."""
    while isinstance(parameter, Sub | Sup | Prime):
        parameter = parameter.base
    return parameter.name if isinstance(parameter, Name) and not parameter.style else ""


def bracketed(body: Node) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """What stands in brackets one after the other, and the signs between: commas, semicolons, bars."""
    if isinstance(body, Mid):
        (left, before), (right, after) = bracketed(body.left), bracketed(body.right)
        return (*left, *right), (*before, body.sign, *after)
    if isinstance(body, Tuple):
        items: list[Node] = []
        signs: list[str] = []
        for number, item in enumerate(body.items):
            parts, between = bracketed(item)
            signs += [body.separators[number - 1]] if number else []
            items += parts
            signs += between
        return tuple(items), tuple(signs)
    return (body,), ()


def _moves(node: Node) -> set[str]:
    """The names that a sum, an integral or a derivative runs over."""
    if isinstance(node, BigOp):
        return set(run_over(node))
    fraction = derivative_fraction(node) if isinstance(node, Frac) else None
    return {name for variable in fraction[1] for name in whole_names(variable)} if fraction is not None else set()


def _plain(item: Node) -> bool:
    """Whether an argument is a variable: a small letter without an accent."""
    name = key(item)
    return name is not None and not isinstance(item, Accent) and not is_capital(name)


def _fixed(item: Node, found: Overloads) -> bool:
    """Whether something does not move: capital letters that no sum, integral or derivative runs over."""
    names = whole_names(item)
    return bool(names) and all(is_capital(name) and name not in found.moving for name in names)


def _pattern(called: Called, found: Overloads, functional: str) -> tuple[str, tuple[Node, ...]] | None:
    """What tells a function from others of its letter, and its arguments; None where that is not clear."""
    parts: list[str] = []
    arguments: list[Node] = []
    for item in called.items:
        read = _item(item, found, bool(functional) and functional not in found.plain)
        if read is None:
            return None
        parts.append(read[0])
        arguments += read[1]
    signs = [{"‖": "‖", "|": "|", "∣": "|"}.get(sign, ",") for sign in called.signs]
    text = parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))
    parameter = _parameter(called.head)
    if parameter is not None:  # conditioned on besides
        return f"{text}{',' if '|' in text else '|'}{_stem(parameter)}", (*arguments, parameter)
    return text, tuple(arguments)


def _item(item: Node, found: Overloads, accents: bool) -> tuple[str, tuple[Node, ...]] | None:
    name = key(item)
    if isinstance(item, Dots | Num | Symbolic):
        return None
    if _fixed(item, found) and (name is not None or _is_set(item)):
        return spelled(item), ()
    if name is not None and not isinstance(item, Operator):
        if accents and isinstance(item, Accent) and name not in found.moving:
            return name, ()
        return _kind(item, name), (item,)
    if isinstance(item, Chain):
        return _event(item, found)
    if isinstance(item, Sup) and isinstance(item.sup, Num) and (base := key(item.base)) is not None:
        return f"{base}^{item.sup.text}", (item.base,)  # a function of σ^2 is one of σ
    return None


def _is_set(item: Node) -> bool:
    """`A ∩ B`, `A ∪ \\bar{B}`: an event made of events."""
    return isinstance(item, Juxt) and all(sign in ("∩", "∪", "∖", "\\") for sign in item.signs)


def _kind(item: Node, name: str) -> str:
    """The name of a variable, the same for all members of a family."""
    if isinstance(item, Sub) and isinstance(item.sub, Name) and item.sub.name in FREE_INDICES:
        return f"{key(item.base)}_·"
    return name


def _event(item: Chain, found: Overloads) -> tuple[str, tuple[Node, ...]] | None:
    """`X ≤ x` of a random X at a number x; `p = 0.5` of a parameter at a value."""
    first = key(item.first)
    if len(item.links) == 1 and item.links[0].op == "=" and first is not None and not _fixed(item.first, found):
        return _kind(item.first, first), (item.links[0].right,)
    parts: list[str] = []
    arguments: list[Node] = []
    for op, side in (("", item.first), *((link.op, link.right) for link in item.links)):
        if _fixed(side, found):
            parts.append(op + spelled(side))
        else:
            parts.append(op + "·")
            arguments.append(side)
    return "".join(parts), tuple(arguments)


def spelled(node: Node) -> str:
    """A node as text, the same for the same node and another for another one."""
    if (name := key(node)) is not None:
        return name
    if isinstance(node, Juxt):
        return spelled(node.factors[0]) + "".join(
            f"{sign or ' '}{spelled(factor)}" for sign, factor in zip(node.signs, node.factors[1:], strict=True)
        )
    if isinstance(node, Add):
        return "".join(sign + spelled(term) for sign, term in node.terms)
    if isinstance(node, Fence):
        return f"{node.open}{spelled(node.body)}{node.close}"
    if isinstance(node, Num):
        return node.text
    if isinstance(node, Prime):
        return spelled(node.base) + "'" * node.count
    return re.compile(r",? ?span=\(\d+, \d+\)").sub("", repr(node))


def _renamed(node: Node, found: Overloads) -> Node:
    """A call of a function that is told apart, under its own name; other nodes as they are."""
    if isinstance(node, Juxt) and len(node.factors) > 2:
        return _pairs(node, found)
    called = _called(node)
    if called is None:
        return node
    name = _letter(called.head)
    if name in _OWN:
        return node
    if name in found.told and (name == "p" or name not in found.alone or _is_event(called)):
        read = _pattern(called, found, "") or _at_a_value(called, found, name)
    elif isinstance(called.head, Operator) or (isinstance(called.head, Name) and called.head.style == "roman"):
        read = _functional(called, found, name)
    else:
        read = None
    if read is None:
        return node
    return _made(called, f"{name}{TOLD}{read[0]}⟩", read[1])


def _is_event(called: Called) -> bool:
    """Whether what stands in the brackets can be no factor: a condition, a relation."""
    return "|" in called.signs or "∣" in called.signs or any(isinstance(item, Chain) for item in called.items)


def _functional(called: Called, found: Overloads, name: str) -> tuple[str, tuple[Node, ...]] | None:
    """`median(X)`, `KL[p(x) ‖ q(x)]`: what is said of distributions and is a number; None where an argument moves."""
    if "‖" in called.signs:
        return "‖".join(spelled(item) for item in called.items), ()
    if (
        name in _FUNCTIONALS
        and isinstance(called.fence, Fence)
        and called.fence.open == "["
        and all(map(key, called.items))
    ):
        return ",".join(spelled(item) for item in called.items), ()  # `\\mathrm{H}[x]` is no function of a point x
    read = _pattern(called, found, name)
    if read is None or (not isinstance(called.head, Operator) and (read[1] or _at_estimates(called, found, name))):
        return None
    return read


def _at_estimates(called: Called, found: Overloads, name: str) -> bool:
    r"""`\mathrm{LL}(\hat p)` of an LL(p) that is a function of what moves: its value there."""
    return name in found.plain and any(isinstance(item, Accent) for item in called.items)


def _at_a_value(called: Called, found: Overloads, name: str) -> tuple[str, tuple[Node, ...]] | None:
    """`p(x + 1)` where p is a function of one thing throughout."""
    single = found.single.get(name)
    if single is None or len(called.items) != 1 or isinstance(called.items[0], Chain | Dots | Symbolic):
        return None
    return (single, called.items) if not any(sign in single for sign in "|,=≤") else None


def _made(called: Called, name: str, arguments: tuple[Node, ...]) -> Node:
    if not arguments:
        return Name(name, span=called.whole.span)
    body: Node = arguments[0]
    if len(arguments) > 1:
        body = Tuple(arguments, (",",) * (len(arguments) - 1), span=called.fence.span)
    head = Name(name, span=called.head.span)
    fence = Fence("(", ")", body, span=called.fence.span)
    return Juxt((head, fence), ("",), span=called.whole.span)


def _pairs(node: Juxt, found: Overloads) -> Juxt:
    """The calls within a product, each as it would be alone."""
    factors: list[Node] = []
    signs: list[str] = []
    position = 0
    while position < len(node.factors):
        if position:
            signs.append(node.signs[position - 1])
        here = node.factors[position]
        behind = node.factors[position + 1] if position + 1 < len(node.factors) else None
        if behind is not None and node.signs[position] == "":
            pair = Juxt((here, behind), ("",), span=(here.span[0], behind.span[1]))
            renamed = _renamed(pair, found)
            if renamed is not pair:
                parts = renamed.factors if isinstance(renamed, Juxt) else (renamed,)
                factors += parts
                signs += [""] * (len(parts) - 1)
                position += 2
                continue
        factors.append(here)
        position += 1
    return replace(node, factors=tuple(factors), signs=tuple(signs))


def member_letter(node: Node) -> str:
    """The index of `y_i`; '' of what is no member of a family."""
    named = isinstance(node, Sub) and isinstance(node.sub, Name) and node.sub.name in FREE_INDICES
    return node.sub.name if named and isinstance(node, Sub) and isinstance(node.sub, Name) else ""


def stem_of_members(name: str) -> str | None:
    """The y of the variable that stands for any member y_i; None of other names."""
    return name.removesuffix(f"_·{OF_ITS_OWN}") if name.endswith(f"_·{OF_ITS_OWN}") else None


def standing(parameters: tuple[Node, ...], value: Node) -> tuple[tuple[Node, ...], Node]:
    """Parameters that are members of a family, p(y_i | θ), as variables of their own, in the value too: then it is said of every member."""
    named = [
        (node, Name(f"{_kind(node, '')}{OF_ITS_OWN}", span=node.span)) for node in parameters if member_letter(node)
    ]
    if not named:
        return parameters, value

    def put(node: Node) -> Node:
        return next((replace(new, span=node.span) for old, new in named if node == old), node)

    return tuple(put(node) for node in parameters), mapped(value, put)
