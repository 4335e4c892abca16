"""Moments that the text gives: "a random vector X with mean μ and covariance Σ", `X \\sim \\mathcal{N}(\\mu, \\Sigma)`, a family of independent ones."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.densities import followed, note_parameters, parameters_of_unknown
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import promoted
from derive.elaborate.laws_in_words import SaidLaw
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.models import is_error
from derive.elaborate.moments import PLAIN
from derive.elaborate.one_hot import has_total
from derive.elaborate.passages import listing
from derive.elaborate.random_words import FOLLOWS, family_named
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.scripts import family_of, new_family
from derive.elaborate.survey import is_vector_stem
from derive.formula.syntax import Chain, Dots, Link, Name, Node, Num, Sub, Tuple
from derive.record import dataclass, replace
from derive.rules.distributions import FAMILIES

_NEAR = 80  # letters around a formula in which "independent" speaks of it
_BEFORE = re.compile(r"(?:\bi\. ?i\. ?d\b|\biid\b|\bindependent(?:ly)?\b(?! (?:of|from)\b))[^.;$]*$", re.I)
_AFTER = re.compile(r"^[^.;$]{0,12}(?:\bi\. ?i\. ?d\b|\biid\b|\bindependent(?:ly)?\b(?! (?:of|from)\b))", re.I)
_NOTED = re.compile(r"i\.?\s*i\.?\s*d|ind", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What has moments: a term; of a family every member, and another member where they are uncorrelated."""

    term: Loose
    other: Loose | None = None
    same: Loose | None = None  # 1 where the two members are one, else 0


def moments_in_words(reading: Reading, block: Formula) -> None:
    """Assume what the words up to a formula say of the mean and the variance of something, and of the independence of a family."""
    for stem in reading.formulas.chances.families.get(block, ()):
        last = listing(reading.formulas.displays[block])
        family = family_of(reading.interpreter, stem) if last is None else _listed(reading, last)
        if family is not None and family.rank == 1:
            _uncorrelated(reading, _member(reading, family, block.span, True), block.span)
    for said_law in reading.formulas.chances.laws.get(block, ()):
        _law_in_words(reading, said_law)
    said = reading.formulas.chances.moments.get(block)
    if said is None:
        return
    of, mean, variance = (None if part is None else _whole(reading, part) for part in said)
    mean = Num("0", span=block.span) if block in reading.formulas.chances.centred else mean
    last = listing(reading.formulas.displays[said[0]]) if said[0] in reading.formulas.displays else None
    if last is not None:
        _assume(reading, _member(reading, _listed(reading, last), last.span, False), mean, variance)
    else:
        alike = [_whole(reading, other) for other in reading.formulas.chances.alike.get(block, ())]
        for one in [of, *alike] if of is not None else _names(reading, said[0]):
            if one is not None and (mean is not None or variance is not None):
                _assume(reading, _subject(reading, one, False), mean, variance)


def _names(reading: Reading, block: Formula) -> list[Node]:
    """The names of `U, V`, each of which has what the words say; none where more than names are listed."""
    display = reading.formulas.displays.get(block)
    bodies = [clause.body for clause in display.clauses] if display is not None else []
    listed = [item for body in bodies for item in (body.items if isinstance(body, Tuple) else [body])]
    return listed if len(listed) > 1 and all(key(item) is not None for item in listed) else []


def _law_in_words(reading: Reading, said: SaidLaw) -> None:
    """Enter "X is exponential with rate λ" as `X ∼ Exp(λ)`."""
    subject = _whole(reading, said.subject)
    values = [None if part is None else _whole(reading, part) for part in said.parameters]
    right = said.written(values)
    if subject is None or right is None or key(subject) is None:
        return
    span = subject.span
    ends = [value.span[1] for value in values if value is not None]
    right = replace(
        right, span=(span[0], max([*ends, span[1]]))
    )  # what it is called is how it is told from another law
    chain = Chain(subject, (Link(FOLLOWS, right, span=span),), span=span)
    _note_law(reading, chain, said.settled)
    found = family_named(right)
    if found is not None:
        family = FAMILIES[found[0]]
        mean, variance = (None if place is None else found[1][place] for place in (family.mean, family.variance))
        _assume(reading, _subject(reading, subject, False), mean, variance)


def before_law(chain: Chain) -> Chain | None:
    """The `Z = (X - μ)/σ` of `Z = (X - μ)/σ ∼ N(0, 1)`; None where no equations stand before a distribution."""
    place = next((n for n, link in enumerate(chain.links) if link.op == FOLLOWS), 0)
    if not place or any(link.op != "=" for link in chain.links[:place]):
        return None
    return Chain(chain.first, chain.links[:place], span=(chain.span[0], chain.links[place - 1].span[1]))


def whole(before: Node | None, chain: Chain) -> Sub | None:
    """The last one of `X_1, …, X_n ∼ …`, where the chain begins with it and the clause before it with the others."""
    if not (isinstance(before, Tuple) and isinstance(chain.first, Sub)):
        return None
    stems = {key(item.base) for item in before.items if isinstance(item, Sub)}
    return chain.first if isinstance(before.items[-1], Dots) and stems == {key(chain.first.base)} else None


def _listed(reading: Reading, last: Sub) -> Known:
    """The family of `X_1, …, X_n`, as many as the last one says."""
    it = reading.interpreter
    stem = key(last.base) or ""
    family = family_of(it, stem) or new_family(it, stem, it.latex(last.base), 1, int(is_vector_stem(it.survey, stem)))
    try:
        it.sizes.unify(family.sizes[0], it.size(last.sub))
    except Unreadable:
        pass  # it is as long as its uses say
    return family


def _whole(reading: Reading, block: Formula) -> Node | None:
    display = reading.formulas.displays.get(block)
    if display is None or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    return body.first if isinstance(body, Chain) else body


def follows(reading: Reading, chain: Chain, assuming: bool, last: Sub | None = None) -> bool:
    """Whether a chain only says what distribution something has; the moments that this gives are assumed where the text assumes it, or
    says nothing else of what the thing is. `last`: the chain speaks of all of `X_1, …, X_n`, of which it begins with the last one."""
    if len(chain.links) != 1 or chain.links[0].op != FOLLOWS:
        return False
    _note_law(reading, chain)
    found = family_named(chain.links[0].right)
    if found is not None and is_error(key(chain.first) or "", (), reading.document.text):
        reading.parameters = (reading.display, frozenset(map(reading.written, found[1])))
    if found is not None and (assuming or key(chain.first) not in reading.formulas.chances.equated):
        family = FAMILIES[found[0]]
        mean, variance = (None if place is None else found[1][place] for place in (family.mean, family.variance))
        apart = _apart(reading, chain)
        of = (
            _subject(reading, chain.first, apart)
            if last is None
            else _member(reading, _listed(reading, last), last.span, apart)
        )
        _assume(reading, of, mean, variance, chain.span)
    if last is None and (
        assuming or key(chain.first) not in reading.formulas.chances.equated or _is_listed(reading, chain.first)
    ):
        has_total(reading, chain.first, chain.links[0].right)
    reading.says_nothing(
        chain.span, "a distribution, of which the mean and the variance are used where they are parameters"
    )
    return True


def _is_listed(reading: Reading, node: Node) -> bool:
    """Whether all that an equation says of a name is what its members are called: `y = [y_1, …, y_k]`."""
    return f"{key(node)}[]" in reading.scope.names


_WHICH = re.compile(r"^[^.;]{0,40}\brate\b", re.I)  # "X ∼ Exp(λ) with rate λ"


def _note_law(reading: Reading, chain: Chain, said: bool = False) -> None:
    """Keep what `X ∼ Gam(a, b)` says: that its parameters are positive, and the law of X; `said`: words say which parameters these are."""
    right, name = chain.links[0].right, key(chain.first)
    note_parameters(reading.interpreter, right)
    law = followed(reading.interpreter, right)
    reading.of_other_laws |= parameters_of_unknown(right)
    if law is not None and (said or _WHICH.match(reading.text((chain.span[1], chain.span[1] + 80)))):
        law = replace(law, said=True)
    if name is not None:
        known = reading.laws.get(name, law)
        same = known is not None and law is not None and known.same_as(law)
        if known is not None and not same:
            reading.until[name] = (known, chain.span[0])
            entry = reading.scope.names.get(name)
            if entry is not None:  # nor are its moments those that the law before gave
                reading.emit(Event(Said.FORGET, chain.span, known=entry, display=reading.display))
        if known is not None and law is not None and same:
            known = replace(known, said=known.said or law.said)
        reading.laws[name] = known if same else None
        reading.law_places[name] = chain.span[0]


def _apart(reading: Reading, chain: Chain) -> bool:
    """Whether the members of a family are said to be independent: over the sign, or right beside the formula."""
    note = chain.links[0].note
    if note is not None and _NOTED.search(reading.written(note).replace("\\", "")):
        return True
    start, end = chain.span
    before, after = reading.text((max(0, start - _NEAR), start)), reading.text((end, end + _NEAR))
    return _BEFORE.search(before.split("\n\n")[-1]) is not None or _AFTER.search(after.replace("$", " ", 1)) is not None


def _subject(reading: Reading, node: Node, apart: bool) -> Subject | None:
    """What a formula names: `X`, or with an index that the text runs over each member of a family."""
    it = reading.interpreter
    if isinstance(node, Sub) and isinstance(node.sub, Name) and node.sub.name in it.survey.bound:
        stem = key(node.base)
        if stem is not None and node.sub.name in it.survey.subscripts.get(stem, ()):
            family = family_of(it, stem) or new_family(
                it, stem, it.latex(node.base), 1, int(is_vector_stem(it.survey, stem))
            )
            return _member(reading, family, node.span, apart)
    try:
        return Subject(it.read(node))
    except (Unreadable, Clash):
        return None


def _member(reading: Reading, family: Known, span: tuple[int, int], apart: bool) -> Subject:
    it = reading.interpreter
    one, other = (it.new_index(letter, letter, family.sizes[0]) for letter in "ij")

    def entry(whole: Loose, *indices: Known) -> Loose:
        read = [Loose("Index", (), index, span) for index in indices]
        return Loose("Entry", (whole,), (*read, *[None] * (len(family.sizes) - 1 if whole.op == "Symbol" else 0)), span)

    symbol, identity = Loose("Symbol", (), family, span), Loose("Identity", (), family.sizes[0], span)
    if not apart or family.rank != 1:
        return Subject(entry(symbol, one))
    return Subject(entry(symbol, one), entry(symbol, other), entry(identity, one, other))


def _assume(
    reading: Reading,
    of: Subject | None,
    mean: Node | None,
    variance: Node | None,
    law: tuple[int, int] | None = None,
) -> None:
    """The mean and the variance of something as equations that the text takes as given; one that does not fit is left out.
    `law`: where both are said at once, the place of it."""
    if of is None:
        return
    if mean is not None:
        _given(reading, Loose("Expectation", (of.term,), PLAIN, of.term.span), mean, None, law)
    if variance is not None:
        both = (of.term, of.other or of.term)
        _given(reading, Loose("Covariance", both, PLAIN, of.term.span), variance, of.same, law)


def _uncorrelated(reading: Reading, of: Subject, span: tuple[int, int]) -> None:
    """Cov(x_i, x_j) = δ_ij Var(x_i): what independence says of the second moments of a family."""
    assert of.other is not None and of.same is not None
    if _is_uncorrelated(reading, of):
        return
    spread = Loose("Product", (of.same, Loose("Variance", (of.term,), PLAIN, span)), None, span)
    left = Loose("Covariance", (of.term, of.other), PLAIN, span)
    reading.emit(Event(Said.ASSUME, span, left=left, right=spread, display=reading.display))


def _is_uncorrelated(reading: Reading, of: Subject) -> bool:
    """Whether this section has said so with the variance: "X_1, …, X_n ∼ N(0, 1) are independent"."""
    family = of.term.parts[0].data
    for event in reversed(reading.events):
        if event.kind in (Said.SECTION, Said.ITEM, Said.PROBLEM):
            return False
        pair = event.left.parts if event.left is not None and event.left.op == "Covariance" else ()
        if event.kind is Said.ASSUME and pair and pair[0] != pair[1] and pair[0].parts[:1]:
            return bool(pair[0].parts[0].data is family)
    return False


def _given(reading: Reading, left: Loose, value: Node, factor: Loose | None, law: tuple[int, int] | None) -> None:
    bound = reading.sizes.snapshot()
    try:
        right = reading.interpreter.read(value)
        if factor is not None:
            right = Loose("Product", (right, factor), None, right.span)
    except (Unreadable, Clash):
        return
    span = law or (left.span[0], max(left.span[1], value.span[1]))
    relation = Loose("Relates", (left, right), "=", span)
    try:
        reading.shaper.shape(relation)
    except (Unreadable, Clash):
        reading.sizes.bound = bound
        reading.shaper.memo.clear()
        if not promoted(reading, relation):
            return
    known = right.data if right.op == "Symbol" else None
    if isinstance(known, Known):
        known.named = True
    reading.emit(Event(Said.ASSUME, relation.span, left=left, right=right, display=reading.display))
