"""Mathematics typed in Unicode, as the TeX it stands for: scripts, alphabets, combining accents."""

from __future__ import annotations

import unicodedata

SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴴ⁎", "0123456789+-=()inTabcdefghjklmoprstuvwxyzH*", strict=True)
)
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True))
ACCENTS = {
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u20d7": "vec",
}
_DOUBLE_STRUCK = "ℂℍℕℙℚℝℤ"
_SCRIPT = "ℬℰℱℋℐℒℳℛℯℊℴ"
_FRAKTUR = "ℭℌℑℜℨ"
_STYLES = (
    ("DOUBLE-STRUCK", "mathbb"),
    ("SCRIPT", "mathcal"),
    ("FRAKTUR", "mathfrak"),
    ("SANS-SERIF", "mathsf"),
    ("BOLD", "mathbf"),
    ("MONOSPACE", "mathtt"),
)


def styled_letter(letter: str) -> tuple[str, str] | None:
    """The command and the plain letter of a letter in a mathematical alphabet: `𝐱` is `\\mathbf x`; None for plain ones."""
    if letter < "ℂ":
        return None
    for letters, command in ((_DOUBLE_STRUCK, "mathbb"), (_SCRIPT, "mathcal"), (_FRAKTUR, "mathfrak")):
        if letter in letters:
            return command, unicodedata.normalize("NFKC", letter)
    if not "\U0001d400" <= letter <= "\U0001d7ff":
        return None
    name = unicodedata.name(letter, "")
    plain = unicodedata.normalize("NFKC", letter)
    return next(((command, plain) for word, command in _STYLES if word in name), ("mathit", plain))
