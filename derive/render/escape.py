"""Foreign text made harmless: for HTML and for XML."""

from __future__ import annotations

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_TABLE = str.maketrans(_ENTITIES)
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def allowed(character: str) -> bool:
    """Whether XML 1.0 may hold a character, and it does not turn the direction of what follows."""
    code = ord(character)
    if code < 32:
        return character in "\t\n\r"
    return not (0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or character in _DIRECTIONS)


def clean(text: str) -> str:
    """`text` with what no document may hold replaced by U+FFFD."""
    if text.isprintable():
        return text
    return "".join(c if allowed(c) else "\ufffd" for c in text)


def html(text: str) -> str:
    """`text` as it may stand between tags or in a quoted attribute, in HTML and in XML."""
    return clean(text).translate(_TABLE)
