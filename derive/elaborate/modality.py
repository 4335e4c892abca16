"""Words with which a sentence assumes, concludes or denies what stands behind them."""

from __future__ import annotations

from derive import lazy_re as re

CONCLUDED = re.compile(
    r"\b(?:then|thus|hence|therefore|so|consequently|prove|show|shows|showing|claim|verify|check|impl(?:y|ies)|follows|whether|conclude|deduce|determine|ensures?|guarantees?|"
    r"suffices|iff|only if|means|called|say|said|when is|necessary|sufficient|easy to see|proving|called|definition|want|need|obtain|get|find|to be|would be|"
    r"equivalent(?:ly)?|condition)\b",
    re.I,
)
DENIED = re.compile(
    r"\b(?:not|neither|nor|never|without|unless|non-?convex|non-?concave)\b|n't\b|\bnon-? ?(?:convex|concave|smooth)",
    re.I,
)
PASSING = re.compile(r"\b(?:if|when|whenever|provided|for|in case|unless|since|because|as)\b", re.I)
GIVEN = re.compile(r"\b(?:let|suppose|assum\w+|consider|given|take|throughout)\b", re.I)
