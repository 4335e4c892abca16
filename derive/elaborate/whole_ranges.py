"""Whether a set that a sum or an integral runs over is that of all values of its variable: ∫_𝒳 p(x) dx is one, ∫_A p(x) dx need not be."""

from __future__ import annotations

from derive import lazy_re as re

RANGE = "the range of "  # of what names no domain
_STYLES = re.compile(
    r"\\(?:mathcal|mathbb|mathrm|mathbf|mathscr|boldsymbol|bm|text)\b|(?:cal|bb|bold|roman|scr):|\^.*|[{}\\|\s]"
)
_EVERYTHING = ("R", "ℝ", "C", "Omega", "Ω")  # the real numbers, the vectors of them, the sample space


def is_whole(domain: str, variable: str) -> bool:
    """Whether a domain, as it is written, is that of all values of a variable: 𝒳, X or ℝ of an x."""
    if domain.startswith(RANGE):
        return True
    letters = _STYLES.sub("", domain).partition("_")[0]
    own = _STYLES.sub("", variable).partition("_")[0]
    return bool(letters) and (letters in _EVERYTHING or letters.lower() == own.lower())
