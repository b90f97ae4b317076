"""The metrics of a process, as Prometheus wants them. No member, server or text is ever a label.

What happens is counted as it happens, in a registry of this process's own. What can simply be looked at
(gauges, and counters that somebody else keeps) is put beside it at each scrape (`hosting.seeing.scrape`).
"""

import platform
import tomllib

import discord
from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from cogs._shared.measured import Measurement, Observer, Outcome
from hosting.seeing.scrape import Scrape, Scraped
from models import NotificationKind
from models.database import PROJECT

ACKNOWLEDGEMENT_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Seconds. Discord waits for three."""

ANSWER_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds."""

# When a series began is a series more for each; rate() does without.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library leaves it untyped


class Metrics(Observer):
    """Counts what happens in a process, and says it in Prometheus's text format."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        self._scraped = Scraped()
        self._registry.register(self._scraped)
        self._interactions = Counter(
            "sparring_interactions",
            "Interactions that came in, by what was done and what it ended in.",
            ("kind", "command", "outcome"),
            registry=self._registry,
        )
        # Without labels, so that the first one is seen: of a series that only just began Prometheus sees no
        # increase. For the same reason the kinds of what can be given up are all there from the start.
        self._faults = Counter(
            "sparring_faults", "Interactions that met a fault of the bot.", registry=self._registry
        )
        self._acknowledged = Histogram(
            "sparring_acknowledgement_seconds",
            "Time from the arrival of an interaction until Discord has taken the first answer to it.",
            ("kind",),
            buckets=ACKNOWLEDGEMENT_BUCKETS,
            registry=self._registry,
        )
        self._answered = Histogram(
            "sparring_answer_seconds",
            "Time from the arrival of an interaction until Discord has taken what is said in answer to it.",
            ("kind",),
            buckets=ANSWER_BUCKETS,
            registry=self._registry,
        )
        self._deliveries = Counter(
            "sparring_deliveries",
            "Notifications that were sent or shown by this process.",
            ("kind",),
            registry=self._registry,
        )
        self._failures = Counter(
            "sparring_delivery_failures",
            "Tries of this process to deliver a notification that failed: never (Discord will not take it),"
            " away (it did not answer), limited (it takes it later), refused (not as things are), database.",
            ("kind", "reason"),
            registry=self._registry,
        )
        self._given_up = Counter(
            "sparring_deliveries_given_up",
            "Notifications that this process will not try again.",
            ("kind",),
            registry=self._registry,
        )
        for one in NotificationKind:
            self._given_up.labels(one.value)

    def interaction_ended(self, measurement: Measurement) -> None:
        """Count an interaction."""
        kind, outcome = measurement.kind.value, str(measurement.outcome)
        self._interactions.labels(kind, measurement.name, outcome).inc()
        if measurement.outcome is Outcome.FAILED:
            self._faults.inc()
        if measurement.acknowledged is not None:
            self._acknowledged.labels(kind).observe(measurement.acknowledged)
        if measurement.answered is not None:
            self._answered.labels(kind).observe(measurement.answered)

    def delivered(self, kind: str) -> None:
        """Count a delivery."""
        self._deliveries.labels(kind).inc()

    def not_delivered(self, kind: str, reason: str) -> None:
        """Count a delivery that failed."""
        self._failures.labels(kind, reason).inc()

    def given_up(self, kind: str) -> None:
        """Count a notification that is given up."""
        self._given_up.labels(kind).inc()

    def text(self, scrape: Scrape) -> bytes:
        """Return all metrics, those that were looked at for this scrape among them."""
        self._scraped.present = scrape
        return generate_latest(self._registry)


def build() -> dict[str, str]:
    """Return what runs: the versions of Sparring, Python and discord.py."""
    project = PROJECT / "pyproject.toml"
    known = tomllib.loads(project.read_text(encoding="utf-8")) if project.is_file() else {}
    return {
        "version": str(known.get("project", {}).get("version", "unknown")),
        "python": platform.python_version(),
        "discord_py": discord.__version__,
    }
