"""What the words around a formula say: whether it is assumed or claimed, and what its symbols are said to be."""

from __future__ import annotations

from derive import lazy_re as re
from derive.record import dataclass
from derive.terms import PropertyKind

_GENERALLY = re.compile(r"\b(?:in general|generally)\b[^.;⟨]{0,40}$", re.I)
_GENERALLY_AFTER = re.compile(r"^[\s,.$\\]*(?:in general|generally)\b", re.I)
_TO_ZERO = re.compile(
    r"\b(sett?ing|set|equat\w+|put(ting)?)\b[^.]*\b(to|equal)\b[^.]*(0|zero)\b"
    r"|(?<!terms )(?<!term )(?<!products )(?<!product )(?<!sums )(?<!sum )(?<!integrals )(?<!integral )(?<!moments )(?<!ones )(?<!others )(?<!rest )\bvanish"
    r"|first.order (optimality |necessary )?conditions? (then |therefore |thus )?(is|are|reads?|gives?|becomes?|yields?)\b",
    re.I,
)
_SHORT = 60  # letters of a sentence that only leads on to the formula: "This gives"
_DOING = (  # what is done to an equation to get the next
    r"(?:multiply|left-multiply|right-multiply|premultiply|postmultiply|divid|tak|transpos|rearrang|solv|substitut|simplify|add|subtract|apply|"
    r"expand|collect|combin|eliminat|insert|plugg|trac|differentiat|integrat)\w*ing\b|(?:by|using)\s+(?:\w+\s+)?(?:cyclicity|symmetry|linearity)\b"
)
# what stands between an equation and what is concluded from it
_LEADS_ON = re.compile(
    r"^[\s,;:.)]*(?:(?:for|when|where|at)\b[^.;]{0,60}?[\s,])?(?:and\s+)?(?:this\s+|that\s+|which\s+|we\s+|then\s+)*"
    rf"(?:(?:{_DOING})[^.;]{{0,120}}?\b)?"
    r"(?:implies|implying|implied|yields?|yielding|gives?|giving|so\s+that|so|hence|thus|therefore|thereby|means?|shows?|forces?|"
    r"reduces\s+to|simplif\w+\s+to|is\s+equivalent\s+to|rearrang\w+\s+to|get|obtain|follows?|leads?\s+to|results?\s+in)\b(?!\s+from)"
    r"(?:\s+(?:that|us|then|also))*(?:[\s,]*(?:for|when|at)\b[^.;]*)?[\s,:;(]*$",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:(?:does|do|did|need|would|will|can)(?:\s*not|n't)|cannot|(?:is|are|be) not (?:true|the case) that|not equal to|not the same as)\b"
    r"[^.;:,⟨]{0,40}$"
    r"|\b(?:(?:common|frequent|typical|classic|usual|tempting)\s+(?:mistake|error|misconception|pitfall)|"
    r"(?:one|you|we|students?|people|someone)\s+(?:might|may|could|would|often|sometimes)\s+(?:be\s+tempted\s+to\s+|wrongly\s+|naively\s+)?"
    r"(?:think|believe|guess|assume|hope|expect|write|conclude|claim|use)(?:[^.;]{0,120}\b(?:conclude|write|get|obtain|that))?|tempting\s+to|wrongly|mistakenly|erroneously|incorrectly|"
    r"(?:is|would\s+be|it's)\s+(?:wrong|false|incorrect|untrue|a\s+mistake\s+to))\b[^.;⟨]{0,60}$"
    r"|\b(?:think|believe|guess|assume|hope|expect|conclude|claim)\b[^.;]{0,120}\bwould\s+(?:then\s+)?(?:give|yield|imply|mean|be|lead\s+to)\b[^.;⟨]{0,20}$",
    re.I,
)
# what is said of the formula before
_DENIES_AFTER = re.compile(
    r"\s*[,;:]?\s*(?:(?:which\s+is\s+)?(?:an?\s+)?(?:contradiction|absurd(?:ity)?|impossible)\b|which\s+(?:contradicts|cannot|can't|never)\b|"
    r"so\s+(?:that\s+)?(?:no\b|there\s+(?:is|are)\s+no\b|it\s+(?:is\s+impossible|cannot)\b))|"
    r"\s*[,.]?\s*(?:(?:but|however|though),?\s+)?(?:(?:this|that|it|which)\s+)?"
    r"(?:(?:is|are|was|would\s+be)\s+(?:(?:in\s+general|generally|of\s+course|clearly|simply|certainly)\s+)?"
    r"(?:not\s+(?:(?:in\s+general|generally|always|necessarily)\s+)?(?:true|valid|correct|right|the\s+case)|false|wrong|incorrect|untrue|nonsense)\b|"
    r"(?:does\s+not|doesn't|need\s+not|cannot|(?:may|might)\s+not)\s+(?:(?:in\s+general|generally|always|necessarily)\s+)?(?:hold|follow|be\s+(?:true|valid|correct))\b|"
    r"fails\b|holds\s+(?:no\s+longer|only)\b|no\s+longer\s+holds\b|"
    r"(?:may|might|can|could|will|would)\s+(?:(?:then|also|in\s+general|well)\s+)?(?:fail\b(?!\s+to)|break\s+down\b|be\s+(?:false|wrong|violated|untrue)\b)|"
    r"(?:is|would\s+be)\s+an?\s+(?:(?:common|frequent|typical|classic|usual|tempting)\s+)?(?:mistake|error|misconception)\b)",
    re.I,
)
_MATHEMATICS = re.compile(r"\$[^$\n]*\$|\\\(.*?\\\)", re.S)
_MARK = re.compile(r"([.!?;])(?=[\s)\]*_]|$)|\n\s*\n|\\\[|\$\$|\\begin\b")


def in_question(behind: str) -> bool:
    """Whether the sentence that goes on behind a formula in running text is a question."""
    match = _MARK.search(_MATHEMATICS.sub(" ", behind))
    return match is not None and match[1] == "?"


_WHETHER = re.compile(
    r"\b(?:is\s+it\s+(?:true|correct|possible|the\s+case|always\s+true)|true\s+or\s+false|does\s+it\s+follow|(?:decide|determine|check|investigate|ask|examine)\s+whether|"
    r"prove\s+or\s+disprove|whether\s+or\s+not)\b[^.!?]*$",
    re.I,
)
_ASKS = re.compile(r"(?:^|[.!?:]\s+)(?:is|are|does|do|can|why|when|would|should)\b[^.!?]*$", re.I)
_INTRODUCES = re.compile(r"\b(?:where|with|when)\b[^⟨.;:]*$", re.I)
_PROBLEM = re.compile(r"^\W*(?:(?:problem|question|exercise|task|part|example)\b|\d+\s*[.)(])", re.I)
_PREMISE = re.compile(
    r"^\s*,?\s*(?:implies|imply|forces|if and only if|iff\b|is equivalent to|(?:does|do) not (?:imply|give|force)|holds? (?:only )?(?:if|when))",
    re.I,
)
_EQUIVALENT = re.compile(
    r"[\s,]*(?:holds?\s+|is\s+true\s+)?(?:if,?\s+and\s+only\s+if|iff|(?:precisely|exactly)\s+(?:when|if)|is\s+equivalent\s+to)[\s,:]*",
    re.I,
)
_DOES = re.compile(rf"^\s*(?:then\s+|now\s+|finally,?\s+)?(?:{_DOING})", re.I)
# a sentence that goes on from the equations solved before it
_GOES_ON = re.compile(
    r"^\s*(?:and\s+)?(?:hence|therefore|thus|so|consequently|then|it follows|this (?:gives|yields|implies|shows|means|simplif\w+|reduces|leads|results)|"
    r"which (?:gives|yields|implies)|that is\b(?=[\s,:]*$)|in other words|equivalently|we (?:(?:then|thus|therefore|now|finally) )?(?:get|obtain)|"
    r"rearrang\w+|solving|substitut\w+|multiply\w+|divid\w+|simplify\w+|transpos\w+|taking)\b",
    re.I,
)
TENDS = re.compile(r"\b(towards?|approach\w*|close to|converg\w+ to|tends? to|approximately|near)\b", re.I)
JOINS = re.compile(r"\s*(?:,|,?\s*and)\s*", re.I)
CITED = re.compile(r"\b(well known|well-known|it is known|see \[|by \[\d|\\cite)", re.I)

# `x has nonzero entries` says nothing of x as a whole
_NOT_OF_PARTS = r"(?!\s+(?:\w+\s+)?(?:elements?|entries|entry|components?|coordinates?|eigenvalues?|values|rows?|columns?|probabilit\w+|terms?|derivatives?|part|slope|gradients?|diagonals?)\b)"
# longest phrases first: "orthogonal projection" before "orthogonal"
PROPERTY_WORDS: tuple[tuple[str, PropertyKind], ...] = (
    (r"(?:skew|anti)[- ]symmetric|antisymmetric", PropertyKind.SKEW),
    (r"symmetric positive semi-?definite|positive semi-?definite|psd", PropertyKind.POSITIVE_SEMIDEFINITE),
    (r"symmetric positive definite|positive[- ]definite|spd", PropertyKind.POSITIVE_DEFINITE),
    (r"orthogonal project(?:ion|or)(?:s| matrix| matrices)?", PropertyKind.PROJECTION),
    (r"orthonormal columns|columns (?:are|that are) orthonormal", PropertyKind.ORTHONORMAL_COLUMNS),
    (r"orthonormal rows|rows (?:are|that are) orthonormal", PropertyKind.ORTHONORMAL_ROWS),
    (
        r"full[- ]column[- ]rank|(?:linearly )?independent columns|columns (?:are|that are|being) linearly independent",
        PropertyKind.FULL_COLUMN_RANK,
    ),
    (
        r"full[- ]row[- ]rank|(?:linearly )?independent rows|rows (?:are|that are|being) linearly independent",
        PropertyKind.FULL_ROW_RANK,
    ),
    (r"upper[- ]triangular", PropertyKind.UPPER_TRIANGULAR),
    (r"lower[- ]triangular", PropertyKind.LOWER_TRIANGULAR),
    (r"(?:permutation|rotation) matri(?:x|ces)", PropertyKind.ORTHOGONAL),
    (
        r"(?<!cross-)(?<!cross )(?:covariance|correlation|gram|kernel) matri(?:x|ces)",
        PropertyKind.POSITIVE_SEMIDEFINITE,
    ),
    (r"hermitian", PropertyKind.HERMITIAN),
    (r"unitary", PropertyKind.UNITARY),
    (r"symmetric", PropertyKind.SYMMETRIC),
    (r"orthogonal(?!\s+to\b)|orthonormal", PropertyKind.ORTHOGONAL),
    (r"idempotent|project(?:ion|or)(?:s| matrix| matrices)?", PropertyKind.IDEMPOTENT),
    (r"diagonal", PropertyKind.DIAGONAL),
    (r"invertible|non-?singular", PropertyKind.INVERTIBLE),
    (r"unit[- ](?:norm|length|(?:eigen)?vectors?)|normali[sz]ed (?:eigen)?vectors?", PropertyKind.UNIT_NORM),
    (rf"positive{_NOT_OF_PARTS}", PropertyKind.POSITIVE),
    (r"constant", PropertyKind.CONSTANT),
    (rf"non-?negative{_NOT_OF_PARTS}", PropertyKind.NONNEGATIVE),
    (rf"non-?zero{_NOT_OF_PARTS}", PropertyKind.NONZERO),
    (r"constant|fixed(?! points?\b)", PropertyKind.CONSTANT),
    (r"complex", PropertyKind.COMPLEX),
)
# a word joined to the one before it makes another property of it: "tri-diagonal", "centro-symmetric", "block-diagonal"
_UNJOINED = r"(?:(?<![\w][-‐‑–])|(?<=symmetric-)|(?<=real-)|(?<=strictly-))"
_ANY = _UNJOINED + "(?:" + "|".join(f"(?P<p{i}>{words})" for i, (words, _) in enumerate(PROPERTY_WORDS)) + ")"
_AFTER = re.compile(
    rf"^\W*(?:(?:is|are|be|has|have|denotes?|represents?|stands?\s+for|with|a|an|resulting|corresponding|of(?!\s+(?:an?|the|any|some|every|each|two)\b)|the(?=\s+(?:[\w-]+\s+){{0,3}}matri(?:x|ces)\b|\s+(?:unit|normali[sz]ed)\s+(?:eigen)?vectors?\b)|real(?:\s+and)?|square(?:\s+and)?|matrix|matrices|which|that|whose|both|all|,|\()\W*)*\b(?:{_ANY})\b",
    re.I,
)
# "a symmetric weight matrix W"
_SORT = r"(?:\s+(?!(?:and|or|the|an?|of|to|in|with|by|for|is|are|whose|if|then|that|as|on|from|any|some|every|each|this|its)\b)[a-z-]+){1,2}\s+matri(?:x|ces)"
_BEFORE = re.compile(
    rf"\b(?:{_ANY})(?:{_SORT})?(?:\s+(?:real|square|matrix|matrices|vector|vectors|scalar|number|constant|numbers))*\s*$",
    re.I,
)
_ALSO = re.compile(rf"\s*(?:,|,?\s*and|,?\s*with)\s+(?:(?:an?|is|are|has|have|of)\s+)*(?:{_ANY})\b", re.I)
_PLURAL = re.compile(r"^\W*(?:are|be|have|both)\b", re.I)
_PROPERTY = re.compile(rf"\b(?:{_ANY})\b", re.I)
_OF = re.compile(r"\s*of\s+(?:an?|the|any|some|every|each)\b[^.;:⟨]*$", re.I)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")
_NEGATED = re.compile(r"\b(not|need not|non|if and only if|iff|unless)\b", re.I)


# what a thing is when … : the formula behind is one side of an equivalence whose other side is in words
_SIDE = re.compile(
    r"\b(?:if,?\s+and\s+only\s+if|iff|(?:precisely|exactly)\s+(?:when|if))\b(?:[\s,:]+(?:for|all|any|every|each|some|there|exists?|an?|and|we|have|it|holds|"
    r"that|such|with|in|points?|pairs?|of|the|following|inequality|condition|is|satisfied|both|its|on|whenever|where|⟨formula⟩)(?![\w-]))*[\s,:]*$",
    re.I,
)


_EARLIER_PART = r"(?:last|previous|preceding|earlier|first)\s+(?:sub)?(?:sections?|chapters?|parts?|lectures?|weeks?|examples?|posts?|problems?|notes?|paragraphs?)"
_RECALLED = re.compile(
    rf"\b(?:in\s+(?:the|our)\s+{_EARLIER_PART}|so\s+far|until\s+now|up\s+to\s+now|previously|earlier)\b[^.;]*⟨formula⟩\s*,?\s*(?:was|were|stood\s+for|denoted|meant)\b[^.;]*$",
    re.I,
)


def recalls(sentence: str) -> bool:
    """Whether the words before a formula say what a name was elsewhere: "in the last section Q was orthogonal, Q Q^T = I"."""
    return _RECALLED.search(sentence) is not None


_CURVE = re.compile(
    r"\b(?:between|bounded\s+by|enclosed\s+by|intersections?\s+of|intersect|meets?)\s+(?:the\s+)?(?:(?:curves?|lines?|parabolas?|circles?|planes?|surfaces?|graphs?(?:\s+of)?)\s+)?"
    r"(?:⟨formula⟩\s*(?:,|and|,\s*and|with)\s*(?:the\s+(?:[\w-]+\s+){0,2})?)*$",
    re.I,
)


def describes_curve(sentence: str) -> bool:
    """Whether the words before an equation name one of several curves by it, "the area between y = x and y = x²": not all of them are supposed."""
    return _CURVE.search(sentence) is not None


def is_side(sentence: str) -> bool:
    """Whether the words before a formula say that something in words is so exactly when it holds: "f is convex iff for all x, y"."""
    return _SIDE.search(sentence) is not None


_ABBREVIATED = re.compile(r"\b(s\.\s?t|w\.\s?r\.\s?t|resp|a\.\s?e)\.(?=\s|$)", re.I)


def unabbreviated(text: str) -> str:
    """A text in which no full stop of an abbreviation looks like the end of a sentence: "s.t." is "such that"."""
    return _ABBREVIATED.sub(lambda match: "such that" if match[1][0] in "sS" else match[1], text)


_LABEL = re.compile(r"[\s*_\-•]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)][*_]*)?\s*$", re.I)
_ENDS = re.compile(r"[*_]*\.[*_]*\s*(?:\n|$)")


def is_whole_sentence(before: str, after: str) -> bool:
    """Whether a formula is all that a sentence or an item of a list says: "(c) $S_3 = 36$."."""
    return _LABEL.fullmatch(before) is not None and _ENDS.match(after) is not None


def generally(sentence: str, after: str) -> bool:
    """Whether the words beside a formula say that it does so in general: not that it does so always."""
    return _GENERALLY.search(sentence) is not None or _GENERALLY_AFTER.match(after) is not None


def _sentences(text: str) -> list[str]:
    """The sentences of a text, one at least."""
    return [piece for piece in re.split(r"(?<=[.!?:])\s+", text) if piece.strip()] or [""]


def sets_to_zero(text: str) -> bool:
    """Whether the last sentence of a text, or the one before a short "This gives", sets a derivative to zero."""
    pieces = _sentences(text)
    if _TO_ZERO.search(pieces[-1]):
        return True
    return len(pieces) > 1 and len(pieces[-1]) < _SHORT and _TO_ZERO.search(pieces[-2]) is not None


_OF_ZERO = "critical|stationary"  # points at which a gradient is zero
_ZERO_GIVES = re.compile(
    r"\b(?:sett?ing|set|equat\w+|putting)\b(?:[^.;]*\b(?:to|equal)\b)?[^.;⟨]*\b(?:0|zero)\b[^.;⟨]{0,30}?"
    r"(?:\b(?:gives?|yields?|get|obtain|results?\s+in|leads?\s+to|implies|find|have|solved?)\b[^.;⟨]{0,50}|[:,]\s*)$"
    r"|\bfirst[-\s]order\s+(?:optimality\s+|necessary\s+|stationarity\s+)?conditions?\s+(?:then\s+|therefore\s+|thus\s+)?(?:is|are|reads?|gives?|becomes?|yields?)\b[^.;⟨]{0,12}$"
    rf"|\bat\s+(?:an?y?|each|every|the|its|all)\s+(?:{_OF_ZERO})\s+points?\b[^.;⟨]{{0,20}}$"
    rf"|\b(?:{_OF_ZERO})\s+points?\s+(?:then\s+|therefore\s+|thus\s+|must\s+)?satisf(?:y|ies)\b[^.;⟨]{{0,12}}$",
    re.I,
)


_SET_TO_ZERO = re.compile(
    r"\b(?:sett?ing|set|equat\w+|putting)\b(?P<what>[^.;]*?)\b(?:to|equal)\b[^.;⟨]*?\b(?:0|zero)\b", re.I
)
# what is zero where something is stationary; of a formula it is looked for which
_SLOPE = re.compile(
    r"⟨formula⟩|\b(?:this|that|these|those|it|them|both|each|all|either|gradients?|(?:partial\s+|sub)?(?:derivatives?|differentials?|gradients?)|partials?|slopes?|score|scores|jacobian|"
    r"variations?|results?|expressions?|equations?|sides?|conditions?|above|last|latter|former|first|second|one|ones|lagrangian)\b",
    re.I,
)


def sets_other_to_zero(text: str) -> bool:
    """Whether what a text last sets to zero is said in words that name no slope: "setting the initial velocity to zero"."""
    found = list(_SET_TO_ZERO.finditer(_sentences(text)[-1]))
    return bool(found) and bool(found[-1]["what"].strip()) and _SLOPE.search(found[-1]["what"]) is None


def gives_by_zero(sentence: str) -> bool:
    """Whether a formula in running text is what comes of setting to zero what stands before it: "setting this to zero gives", "at a critical point"."""
    return _ZERO_GIVES.search(sentence) is not None


_VANISHES = re.compile(
    r"(?:[^A-Za-z\\]|\\(?:end\s*\{[a-z*]+\}|\]|\)|\())*(?:and\s+)?(?:it|this|that|which|(?:the|this|its)\s+(?:gradient|derivative|slope))?\s*"
    r"(?:vanish(?:es)?|(?:is|are|equals?|becomes?)\s+(?:equal\s+to\s+)?(?:zero|0))\s+(?:for|at|when|if|where)[^A-Za-z]*",
    re.I,
)


def vanishes_at(between: str) -> bool:
    """Whether the text between a gradient and a formula says that it is zero there: "It vanishes for"."""
    return _VANISHES.fullmatch(between) is not None


# words that say the same once more, where nothing else stands between two equations
_IN_OTHER_WORDS = re.compile(
    r"[\s,;:.)]*(?:and\s+|or\s+)?(?:that\s+is(?:\s+to\s+say)?|i\.\s?e\.|in\s+other\s+words|equivalently|whence|from\s+which|leading\s+to|to\s+(?:get|obtain))"
    r"(?:[\s,:;(]|we|it|follows?|have|get|obtain|also)*",
    re.I,
)


def leads_on(between: str) -> bool:
    """Whether the words between an equation and a formula say that the formula follows from it."""
    return _LEADS_ON.match(between) is not None or in_other_words(between)


def in_other_words(between: str) -> bool:
    """Whether the words between two equations say that the second is the first in other words: "i.e.", "or equivalently"."""
    return _IN_OTHER_WORDS.fullmatch(between) is not None


_FROM = re.compile(
    r"\b(?:follows?|comes?|results?|obtain(?:ed)?|found|got|determined|computed|derived|(?:by|after|on)\s+solving)\b(?:\s+(?:from|by\s+solving|out\s+of))?\s+"
    r"(?:the\s+)?(?:\w+\s+){0,3}⟨formula⟩\s*[:,]\s*$",
    re.I,
)


_ONE_OF = re.compile(
    r"\b(?:positive|negative|larger|smaller|largest|smallest|greater|non-?trivial|non-?zero|real|first|second|one|relevant|feasible)\s+(?:\w+\s+)?(?:roots?|solutions?|zeros?|values?)\b",
    re.I,
)


def comes_from(sentence: str) -> bool:
    """Whether a sentence says that what stands behind it follows from its last formula: "the maximiser follows from ℓ'(a) = 0:"."""
    return _FROM.search(sentence) is not None and _ONE_OF.search(sentence) is None


def is_equivalent(between: str) -> bool:
    """Whether the words between two formulas say that each follows from the other."""
    return _EQUIVALENT.fullmatch(between) is not None


def does(sentence: str) -> bool:
    """Whether a sentence does something to the equation before it: "multiplying by U from the left", "transposing"."""
    return _DOES.match(sentence) is not None


def goes_on(sentence: str) -> bool:
    """Whether a sentence concludes from what was solved before it."""
    return _GOES_ON.match(sentence) is not None


_WORDS = re.compile(r"[A-Za-z]{2,}")


def introduces_only(sentence: str) -> bool:
    """Whether the words before a display do nothing to what stands before it: "The model is", not "multiplying by U"."""
    return len(_WORDS.findall(sentence.replace("⟨formula⟩", ""))) > 1 and not does(sentence) and not goes_on(sentence)


_EXERCISES = re.compile(
    r"\W*(?:(?:practice|final|sample|mock|review|take-?home)\s+)?"
    r"(?:exercises?|problems?(?:\s+(?:set|sheet))?|homework|questions?|practice|mid-?term|exam(?:ination)?|quiz|test|assignment|worksheet|tutorial)s?\b(?!\W{0,3}\d+\W*\w)",
    re.I,
)


def begins_exercises(heading: str) -> bool:
    """Whether a heading stands over exercises."""
    return _EXERCISES.match(heading) is not None


def denies(sentence: str, after: str) -> bool:
    """Whether the words right before a formula, or those right behind it, say that it does not hold, or ask whether it does."""
    asks = _ASKS.search(sentence) is not None and re.match(r"[^.!]{0,40}\?", after) is not None
    return (
        asks
        or _WHETHER.search(sentence) is not None
        or _DENIES.search(sentence) is not None
        or _DENIES_AFTER.match(after) is not None
    )


_SUPPOSED = re.compile(
    r"\b(?:under|in)\s+(?:this|that|these|those|such|the\s+(?:above|latter|former))\s+(?:\w+\s+){0,2}"
    r"(?:conditions?|assumptions?|circumstances|cases?|scenarios?|settings?|models?|hypothes[ei]s|regimes?|restrictions?)\b",
    re.I,
)
_GROUNDED = re.compile(
    r"\b(?:the\s+fact\s+that|because|since|due\s+to|owing\s+to)\b[^.;⟨]*\b(?:ensures?|implies|guarantees?|means|entails|forces)\b[^.;⟨]*$",
    re.I,
)


_ROUGH_WORDS = (
    r"(?:to|up\s+to|at|in)\s+(?:the\s+)?(?:first|second|third|leading|lowest|zeroth|linear|quadratic)[-\s]+(?:\w+\s+)?order\b"
    r"|(?:neglect|ignor|dropp|discard|omitt)ing\s+(?:all\s+|the\s+|any\s+)*(?:terms|higher|second|quadratic|small|smaller|constants?|contributions|factors)\b"
    r"|approximately\b|roughly\b|asymptotically\b|eventually\b|in\s+distribution\b|almost\s+surely\b|modulo\b|mod\b"
    r"|up\s+to\s+(?:an?\s+|some\s+|the\s+)?(?:additive\s+|multiplicative\s+|irrelevant\s+|overall\s+)*(?:constants?|signs?|scal\w+|terms|factors?|rounding)\b"
    r"|to\s+(?:\w+\s+)?(?:decimals?|significant|digits)\b|(?:after\s+)?round(?:ed|ing)\b"
)
_ROUGHLY = re.compile(rf"\b(?:{_ROUGH_WORDS})[^.;:]*$", re.I)
_ROUGHLY_AFTER = re.compile(
    rf"^[\s,;$\\\](]*(?:{_ROUGH_WORDS}|for\s+(?:all\s+|every\s+|any\s+)?(?:\$[^$]{{1,12}}\$\s+)?(?:sufficiently\s+|very\s+)?(?:large|big|small)\b)",
    re.I,
)


def holds_roughly(sentence: str, behind: str) -> bool:
    """Whether the words beside a formula say that it holds only up to something, or only from somewhere on: "to first order", "for large n", "modulo 7"."""
    return _ROUGHLY.search(sentence) is not None or _ROUGHLY_AFTER.match(behind) is not None


_CHOICES = re.compile(
    r"\b(?:choices|options|candidates|possibilities|alternatives|examples|(?:common|popular|typical|usual|standard|simple|natural|another|possible|other)\s+"
    r"(?:[\w-]+\s+){0,3}(?:choice|option|candidate|possibility|alternative|example))\b[^.;:]*?\b(?:is|are|includes?|be|being)\b[^.;]*$",
    re.I,
)


def lists_choices(sentence: str) -> bool:
    """Whether the words before a formula list what something may be, "common choices of g include ⟨formula⟩ or": it is one of several, or an example."""
    return _CHOICES.search(sentence) is not None


def rests_on_words(sentence: str, supposed: bool) -> bool:
    """Whether the words before a formula give a ground for it that no formula states: "the fact that the model has an intercept ensures that", "under
    this condition", unless what is `supposed` was read."""
    return _GROUNDED.search(sentence) is not None or (not supposed and _SUPPOSED.search(sentence) is not None)


_SPECIAL = re.compile(
    r"\b(?:at|for|in)\s+(?:an?y?|the|every|each|all|its|our|this|that|such)\s+(?:[\w-]+\s+){0,2}(?:(?:optim|minim|maxim)(?:um|a|i[sz]ers?)|extrem(?:um|a)|"
    r"(?:critical|stationary|saddle|fixed|equilibrium|extremal|optimal|turning)\s+points?|equilibri(?:um|a)|steady[-\s]states?|eigen(?:vectors?|values?|pairs?))"
    r"(?![-\s]+(?:likelihood|entropy|margin|norm|of\s+the\s+likelihood))\b"
    r"|\b(?:optimality|stationarity|first[-\s]order|second[-\s]order|equilibrium|KKT|necessary)\s+(?:optimality\s+|necessary\s+)?(?:conditions?|equations?)\s+(?:then\s+|thus\s+)?"
    r"(?:is|are|reads?|becomes?|states?|says?)\b"
    r"|\b(?:points?|(?:optim|minim|maxim)i[sz]ers?|equilibria|eigenvectors?)\s+(?:then\s+|therefore\s+|thus\s+|must\s+|should\s+)?satisf(?:y|ies)\b"
    r"|\b(?:at|in|upon|on|by)\s+(?:optimality|stationarity|equilibrium|convergence|steady[-\s]state)\b"
    r"|\bvanish(?:es)?\s*(?::|when|if|where|only\s+(?:if|when|where))\s*$"
    r"|\bwe\s+(?:want|need|require|wish|would\s+like)(?:\s+that)?\s*:?\s*$",
    re.I,
)


def of_special_points(sentence: str) -> bool:
    """Whether the words before an equation say that it holds at special points, or should hold: "for the maximizer we have", "we want"."""
    return _SPECIAL.search(sentence) is not None


def is_problem(heading: str) -> bool:
    """Whether a heading begins a problem of its own: "Problem 2", "8. …", "3(b)"."""
    return _PROBLEM.match(heading) is not None


_NUMBERED = re.compile(
    r"^\W*(?:problem|question|exercise|task|example|theorem|lemma|proposition|corollary)s?\b\W{0,3}[\dIVX]", re.I
)


def is_numbered_problem(text: str) -> bool:
    """Whether a text begins a problem that stands by itself: "Problem 2", "Exercise 3.1"; not "(b)", which goes on with its problem."""
    return _NUMBERED.match(text) is not None


def introduces(sentence: str) -> bool:
    """Whether the words right before a display introduce it as given: "where", not "for the residual"."""
    return _INTRODUCES.search(sentence) is not None


def is_premise(after: str) -> bool:
    """Whether the words right after a formula conclude from it: what is said is that something follows."""
    return _PREMISE.match(after) is not None


def _kind(match: re.Match[str] | None) -> PropertyKind | None:
    if match is None or _NEGATED.search(match.group(0)):
        return None
    for i, (_, kind) in enumerate(PROPERTY_WORDS):
        if match.group(f"p{i}"):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Attributes:
    """What words say of a formula: the properties, where the words stand, and whether they speak of the formulas before it too."""

    kinds: tuple[PropertyKind, ...] = ()
    span: tuple[int, int] = (0, 0)
    plural: bool = False


def attributes_after(text: str) -> Attributes:
    """The properties that the words right after a formula give it: "is symmetric and invertible", "orthogonal"."""
    text = _SENTENCE_END.split(text)[0]
    match = _AFTER.match(text)
    kinds: list[PropertyKind] = []
    end = start = 0
    plural = match is not None and _PLURAL.match(text) is not None
    while (kind := _kind(match)) is not None and match is not None:
        if kind is PropertyKind.CONSTANT and re.search(r"\bof\b", match.group(0)):
            break  # "an estimator of a constant": what is constant comes after
        start = start if kinds else len(text) - len(text.lstrip(" ,:;*"))
        kinds.append(kind)
        end = match.end()
        match = _ALSO.match(text, end)
    return Attributes(tuple(dict.fromkeys(kinds)), (start, end), plural)


_COLUMNS_OF = re.compile(r"\b(?P<part>columns|rows)\s+of\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+)?(?:matrix\s+)?\W*$", re.I)
_COLUMNS_ARE = re.compile(
    r"\W*(?:(?:are|be|being|form)\s+)(?:(?:all|also|assumed\s+to\s+be|an|a)\s+)*(?P<what>orthonormal|(?:linearly\s+)?independent)\b",
    re.I,
)
_OF_COLUMNS = {
    ("columns", True): PropertyKind.ORTHONORMAL_COLUMNS,
    ("rows", True): PropertyKind.ORTHONORMAL_ROWS,
    ("columns", False): PropertyKind.FULL_COLUMN_RANK,
    ("rows", False): PropertyKind.FULL_ROW_RANK,
}


def attributes_of_columns(before: str, after: str) -> Attributes:
    """What words say of a matrix by its columns or rows: "the columns of X are orthonormal", "… are linearly independent"."""
    whose, match = _COLUMNS_OF.search(before), _COLUMNS_ARE.match(after)
    if whose is None or match is None:
        return Attributes()
    kind = _OF_COLUMNS[whose["part"].lower(), match["what"].lower() == "orthonormal"]
    return Attributes((kind,), (len(after) - len(after.lstrip(" ,:;*")), match.end()))


def is_of(between: str) -> bool:
    """Whether what stands behind some words only says of what the thing before them is: "the inverse B of a symmetric A is symmetric"."""
    return _OF.match(between) is not None


def attribute_before(text: str) -> PropertyKind | None:
    """The property named right before a formula, behind the last one of the sentence: "for any symmetric M"."""
    return _kind(_BEFORE.search(text.replace("⟨formula⟩", " . ")))


_HERE = r"(?:\s|⟨formula⟩|,|\b(?:is|are|be|and|or|nor|of|that|both|the|a|any|all|each|matri(?:x|ces)|vectors?|numbers?|operators?)\b)*$"
_DENIES_PROPERTY = re.compile(
    r"(?:\b(?:neither|nor|none|but\s+not|and\s+not|not\s+(?:both|all|every)|rather\s+than|at\s+(?:most|least)\s+one|(?:exactly|only)\s+one|never|rarely|seldom|"
    r"hardly(?:\s+ever)?|scarcely|whether)"
    r"|\b(?:do|does|did|need|can|could|would|should|shall|will|may|must)(?:\s*not|n't)(?:\s+\w+){1,6}?"
    r"|\b(?:without(?!\s+(?:loss|restriction))|instead\s+of)(?:\s+\w+){0,6}?"
    r"|\b(?:drop|relax|abandon|remov|violat|forgo|weaken)\w*\s+(?:the\s+|this\s+|our\s+|any\s+)?(?:\w+\s+){0,2}?(?:requirement|assumption|condition|hypothesis|restriction)s?(?:\s+\w+){0,3}?"
    r"|\b(?:question|doubt|ask|test|check|decid|determin)\w*\s+(?:whether|if)(?:\s+\w+){0,3}?"
    r"|\b(?:often|usually|sometimes|commonly|typically|frequently|wrongly|tacitly)\s+(?:assum|suppos|tak|requir|believ|said|thought)\w*)"
    rf"{_HERE}",
    re.I,
)
_UNDER_CONDITIONS = re.compile(
    r"\s*,?\s*(?:(?:if|when|whenever|unless|provided|only|except|just\s+(?:if|when)|in\s+(?:special|certain|some|rare|few|case)|under\s+(?:special|certain|some))\b)",
    re.I,
)
_INTERROGATIVE = re.compile(r"^\W*(?:when|is|are|which|why|does|do|can|under\s+what|for\s+(?:what|which))\b", re.I)


def denies_property(before: str, behind: str) -> bool:
    """Whether the words before a formula deny what those behind it would say of it, ask it, or report it of others: "neither A nor B is symmetric",
    "we do not assume that A is symmetric"."""
    clause = re.split(r"[;:]", before)[-1]
    return _DENIES_PROPERTY.search(clause) is not None or (
        _INTERROGATIVE.match(before) is not None and in_question(behind)
    )


def is_conditional(behind: str) -> bool:
    """Whether what is said of a thing is said only under conditions that follow: "is symmetric only if", "is invertible when"."""
    return _UNDER_CONDITIONS.match(behind) is not None


def sentence(text: str) -> str:
    """The part of a text that belongs to the sentence still open at its end."""
    pieces = re.split(r"(?<=[.!?])(?<!q\.)(?<!qs\.)(?<!cf\.)(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z*(\[]|$)|\n\s*\n", text)
    return pieces[-1] if pieces else text


def opening(text: str) -> str:
    """A text up to the end of its first sentence."""
    end = re.search(r"[.!?](\s|$)|\n\s*\n", text)
    return text[: end.start()] if end is not None else text


def ends_sentence(text: str) -> bool:
    """Whether a text closes a sentence."""
    return re.search(r"[.!?](\s|$)|\n\s*\n", text) is not None


def without_properties(words: str) -> str:
    """The words without those for properties that are read."""
    return _PROPERTY.sub(" ", words)
