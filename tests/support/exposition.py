"""A strict reader of Prometheus's text format 0.0.4, written from its description and not from the library.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TYPES = {"counter", "gauge", "histogram", "summary", "untyped"}

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
_HELP = re.compile(rf"# HELP ({_NAME}) ((?:[^\\\n]|\\[\\n])*)")
_TYPE = re.compile(rf"# TYPE ({_NAME}) (\w+)")
_SAMPLE = re.compile(rf"({_NAME})(?:\{{((?:{_LABEL},)*(?:{_LABEL})?)\}})? (\S+)(?: (-?\d+))?")
_ONE_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"')
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|NaN|[+-]?Inf")
_ESCAPED = {r"\\": "\\", r"\"": '"', r"\n": "\n"}

Labels = frozenset[tuple[str, str]]


@dataclass
class Family:
    """A metric: its type, what it says of itself, and its samples by their whole name and their labels."""

    name: str
    type: str = "untyped"
    help: str = ""
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)

    def value(self, **labels: str) -> float:
        """Return the value of the one sample that has these labels and no others."""
        return self.samples[self.name, frozenset(labels.items())]

    def total(self, **labels: str) -> float:
        """Return the sum of all samples that have these labels, whatever others."""
        wanted = set(labels.items())
        return sum(
            value for (name, has), value in self.samples.items() if name == self.name and wanted <= has
        )

    def labels(self) -> Mapping[str, set[str]]:
        """Return which labels there are, and the values that each has."""
        found: dict[str, set[str]] = {}
        for _, labels in self.samples:
            for name, value in labels:
                found.setdefault(name, set()).add(value)
        return found


def read(text: str) -> dict[str, Family]:
    """Return the metrics of an exposition by their names.

    Raises:
        AssertionError: it breaks the format somewhere.
    """
    assert text.endswith("\n"), "the last line must end with a line feed"
    assert "\r" not in text
    families: dict[str, Family] = {}
    current = Family("")
    for line in text.removesuffix("\n").split("\n"):
        if not line:
            continue
        current = _take(line, current, families)
    for family in families.values():
        if family.type == "histogram":
            _check_histogram(family)
    return families


def _take(line: str, current: Family, families: dict[str, Family]) -> Family:
    """Take a line in; return the metric to which it belongs."""
    if line.startswith("#"):
        said = _HELP.fullmatch(line) or _TYPE.fullmatch(line)
        assert said is not None, f"neither HELP nor TYPE: {line}"
        if said[1] != current.name:
            assert said[1] not in families, f"the lines of {said[1]} do not stand together"
            current = families[said[1]] = Family(said[1])
        assert not current.samples, f"{line} comes after the first sample"
        if line.startswith("# HELP"):
            assert not current.help, f"twice: {line}"
            current.help = _unescaped(said[2])
        else:
            assert said[2] in TYPES, line
            assert current.type == "untyped", f"twice: {line}"
            current.type = said[2]
        return current
    sample = _SAMPLE.fullmatch(line)
    assert sample is not None, f"no sample: {line}"
    assert _NUMBER.fullmatch(sample[3]), f"no number: {line}"
    suffixes = ("_bucket", "_sum", "_count") if current.type in {"histogram", "summary"} else ("",)
    assert sample[1] in {current.name + suffix for suffix in suffixes}, f"not of {current.name}: {line}"
    pairs = [(name, _unescaped(value)) for name, value in _ONE_LABEL.findall(sample[2] or "")]
    assert len(dict(pairs)) == len(pairs), f"a label twice: {line}"
    key = (sample[1], frozenset(pairs))
    assert key not in current.samples, f"twice: {line}"
    current.samples[key] = float(sample[3])
    return current


def _unescaped(text: str) -> str:
    return re.sub(r'\\[\\"n]', lambda match: _ESCAPED[match[0]], text)


def _check_histogram(family: Family) -> None:
    for labels in _series(family):
        steps = {
            float(dict(has)["le"]): value
            for (name, has), value in family.samples.items()
            if name == f"{family.name}_bucket" and {pair for pair in has if pair[0] != "le"} == labels
        }
        ordered = [steps[bound] for bound in sorted(steps)]
        assert ordered == sorted(ordered), f"{family.name}: a bucket holds what the one before it holds"
        assert steps[math.inf] == family.samples[f"{family.name}_count", labels]
        assert (f"{family.name}_sum", labels) in family.samples


def _series(family: Family) -> Iterator[Labels]:
    for name, labels in family.samples:
        if name == f"{family.name}_count":
            yield labels
