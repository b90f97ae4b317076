"""Which rubric a topic proposes, by the words that stand in it."""

import re

from models.folded import folded
from services.rubrics.standard import BEHAVIORAL, CODING, LANGUAGE, SYSTEM_DESIGN

_WORDS = {
    SYSTEM_DESIGN: (
        r"system[s ]*design",
        r"sys ?design",
        "design of systems",
        r"software architecture",
        r"high ?load",
        r"систем\w* дизайн\w*",
        r"дизайн\w* систем\w*",
        r"проектирован\w* систем\w*",
        r"систем\w* проектирован\w*",
        r"архитектур\w*",
        r"хайлоад\w*",
    ),
    BEHAVIORAL: (
        r"behaviou?ral",
        "hr",
        r"soft ?skills?",
        r"culture fit",
        r"leadership",
        r"поведен\w*",
        r"бихейв\w*",
        r"эйчар\w*",
        r"софт ?скил\w*",
        r"мягк\w* навык\w*",
    ),
    CODING: (
        r"algorithms?",
        "algo",
        r"data structures?",
        "leetcode",
        r"(?:live ?)?cod(?:e|ing)",
        r"programming",
        "python",
        "sql",
        "java",
        r"javascript|js|typescript|ts",
        r"go|golang|rust|kotlin|swift|php|ruby|scala",
        r"c\+\+|c#|\.net",
        r"react|vue|angular|django|spring",
        r"front ?end|back ?end|full ?stack",
        r"алгоритм\w*",
        r"алгосы?",
        r"структур\w* данных",
        r"литкод\w*",
        r"(?:лайв ?)?код\w*",
        r"программирован\w*",
        r"питон\w*|джав\w*",
        r"фронт\w*|бэк\w*|бек\w*",
    ),
    LANGUAGE: (
        r"english|german|french|spanish|italian|chinese|japanese|russian|deutsch",
        r"ielts|toefl|toeic|dele|delf|testdaf|hsk|jlpt|cefr",
        r"speaking|conversation(?:al)?",
        r"languages?(?: practice)?",
        r"(?:англ|немец|француз|испан|итальян|китай|япон)\w*",
        r"инглиш\w*",
        r"русск\w* язык\w*|русск\w* как иностранн\w*",
        r"иностранн\w*",
        r"разговорн\w*",
        r"язык\w*",
    ),
}
"""Of each rubric what means it, as patterns of whole words. What comes first counts: a talk about Python that
is held in English is about Python."""

_PATTERNS = {key: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") for key, words in _WORDS.items()}

_SIGNS = re.compile(r"[-_/–—]+")


def proposed(topic: str) -> str:
    """Return the key of the rubric that a topic proposes; where nothing says another, that for coding."""
    said = " ".join(_SIGNS.sub(" ", folded(topic)).split())
    return next((key for key, words in _PATTERNS.items() if words.search(said)), CODING)
