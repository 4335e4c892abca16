"""Named letters and signs as characters, and the mathematical alphabets."""

from __future__ import annotations

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
    "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "nabla": "∇", "partial": "∂", "ell": "ℓ", "infty": "∞", "top": "⊤", "bot": "⊥", "perp": "⊥", "intercal": "⊺",
    "dagger": "†", "ast": "∗", "star": "⋆", "prime": "′", "emptyset": "∅", "varnothing": "∅", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
    "forall": "∀", "exists": "∃", "circ": "∘", "bullet": "•", "aleph": "ℵ", "Re": "ℜ", "Im": "ℑ", "square": "□", "blacksquare": "■",
}  # fmt: skip

# Where the alphabets begin: capital A and small a; the code points that Unicode placed elsewhere are listed beside them.
ALPHABETS = {
    "bold": (0x1D400, 0x1D41A, {}),
    "bb": (0x1D538, 0x1D552, {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}),
    "cal": (0x1D49C, 0x1D4B6, {"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ"}),
    "frak": (0x1D504, 0x1D51E, {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"}),
    "sans": (0x1D5A0, 0x1D5BA, {}),
}  # fmt: skip
GREEK_BOLD = {"Α": 0x1D6A8, "α": 0x1D6C2}


def styled(letter: str, style: str) -> str:
    """A letter in a mathematical alphabet, or as it is where the alphabet does not have it."""
    alphabet = ALPHABETS.get("cal" if style == "script" else style)
    if alphabet is None or len(letter) != 1:
        return letter
    capital, small, elsewhere = alphabet
    if letter in elsewhere:
        return elsewhere[letter]
    if "A" <= letter <= "Z":
        return chr(capital + ord(letter) - ord("A"))
    if "a" <= letter <= "z":
        return chr(small + ord(letter) - ord("a"))
    if style == "bold" and letter.isdigit() and letter.isascii():
        return chr(0x1D7CE + int(letter))
    if style == "bold" and "α" <= letter <= "ω":
        return chr(GREEK_BOLD["α"] + ord(letter) - ord("α"))
    if style == "bold" and "Α" <= letter <= "Ω":
        return chr(GREEK_BOLD["Α"] + ord(letter) - ord("Α"))
    return letter
