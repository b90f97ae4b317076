"""What a topic is about, whatever it is called: "по питону" and "Python backend" are both about Python."""

import re
from collections.abc import Mapping
from functools import cache

from models.folded import folded

SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "algorithms": (
        "алгоритмы",
        "algorithm",
        "algo",
        "algos",
        "dsa",
        "data structure",
        "data structures",
        "leetcode",
        "алгоритм",
        "алгоритмам",
        "алгоритмов",
        "структуры данных",
        "структурам данных",
        "литкод",
        "литкоду",
    ),
    "python": (
        "python3",
        "py",
        "django",
        "flask",
        "fastapi",
        "asyncio",
        "питон",
        "питона",
        "питону",
        "питоне",
        "питоном",
        "пайтон",
        "пайтону",
        "пайтоне",
        "джанго",
    ),
    "javascript": (
        "js",
        "typescript",
        "ts",
        "node",
        "nodejs",
        "node.js",
        "frontend",
        "react",
        "джаваскрипт",
        "джаваскрипту",
        "джаваскрипте",
        "жс",
        "фронтенд",
        "фронтенду",
        "тайпскрипт",
    ),
    "sql": (
        "mysql",
        "postgres",
        "postgresql",
        "sqlite",
        "database",
        "databases",
        "db",
        "бд",
        "субд",
        "база данных",
        "базы данных",
        "базам данных",
        "базах данных",
        "постгрес",
        "постгресу",
    ),
    "system design": (
        "проектирование систем",
        "systems design",
        "sysdesign",
        "software architecture",
        "highload",
        "distributed systems",
        "системный дизайн",
        "системному дизайну",
        "системного дизайна",
        "систем дизайн",
        "систем дизайну",
        "проектированию систем",
        "архитектура",
        "архитектуре",
        "хайлоад",
    ),
    "operating systems and networks": (
        "ос и сети",
        "os",
        "operating system",
        "operating systems",
        "linux",
        "unix",
        "networking",
        "computer networks",
        "tcp",
        "ос",
        "операционные системы",
        "операционным системам",
        "линукс",
        "линуксу",
        "по сетям",
        "компьютерные сети",
        "компьютерным сетям",
    ),
    "behavioral": (
        "поведенческие вопросы",
        "behavioural",
        "behavioral interview",
        "soft skills",
        "softskills",
        "soft skill",
        "hr",
        "leadership",
        "поведенческое интервью",
        "поведенческому интервью",
        "поведенческие",
        "поведенческим вопросам",
        "софт скиллы",
        "софт скиллам",
        "софтскиллы",
        "софт-скиллы",
    ),
    "data": (
        "данные",
        "data analysis",
        "data analyst",
        "data science",
        "data engineer",
        "data engineering",
        "statistics",
        "machine learning",
        "ml",
        "анализ данных",
        "анализу данных",
        "аналитике данных",
        "дата сайенс",
        "дата инженер",
        "статистике",
        "машинное обучение",
        "машинному обучению",
    ),
}
"""The subjects of the starter questions, and words that mean them where they stand in a topic."""

SUBJECTS_MAXIMUM = 8
"""As many as there are are looked for at once."""

SUBJECT_MAXIMUM = 100
"""Characters that are kept; some topics are longer folded than they were typed."""

_BETWEEN_WORDS = re.compile(r"[^\w+#]+")


def subjects_in(topic: str) -> tuple[str, ...]:
    """Return the subjects that a topic names, in no order that means anything."""
    said = f" {words_of(topic)} "
    return tuple(subject for subject, names in _named().items() if any(f" {name} " in said for name in names))


def subject_of(topic: str) -> str:
    """Return the one subject that a topic is about; what is about none, or several, is one of its own."""
    found = subjects_in(topic)
    return found[0] if len(found) == 1 else words_of(topic)[:SUBJECT_MAXIMUM].rstrip()


def words_of(topic: str) -> str:
    """Return the words of a topic with one space between them: "Go" is no part of "Algorithms"."""
    return " ".join(_BETWEEN_WORDS.sub(" ", folded(topic)).split())


@cache
def _named() -> Mapping[str, tuple[str, ...]]:
    return {subject: tuple(map(words_of, (subject, *names))) for subject, names in SUBJECTS.items()}
