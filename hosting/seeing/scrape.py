"""What is looked at when somebody scrapes: gauges, and counters that somebody else keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from cogs._client.connections import Shards
from cogs._client.rate_limits import LIMITS
from hosting.seeing.readiness import Readiness
from services.delivery.backlog import Backlog, Waiting
from services.delivery.kinds.message import Urgency
from services.outages import DatabaseHealth

OVERDUE = (Waiting.DUE, Waiting.PUT_OFF)
"""What rows wait for whose moment has come."""


@dataclass(frozen=True)
class Scrape:
    """How things are at one moment (`now`, UTC).

    `backlog` is None where the database did not say it in time. `beats` says how many seconds ago each of the
    worker's loops came through its last turn.
    """

    now: datetime
    build: Mapping[str, str]
    readiness: Readiness
    database: DatabaseHealth
    backlog: Sequence[Backlog] | None
    shards: Shards
    gateway_losses: int
    discord_outages: int
    discord_is_away: bool
    bookings: int
    completed: int
    limits_met: Mapping[str, int] = field(default_factory=dict)
    beats: Mapping[str, float | None] = field(default_factory=dict)


class Scraped(Collector):
    """Says in Prometheus's terms what was looked at for a scrape."""

    present: Scrape | None = None

    def collect(self) -> Iterator[Metric]:
        """Give the metrics."""
        if self.present is None:
            return
        yield from _of_process(self.present)
        yield from _of_database(self.present)
        yield from _of_outbox(self.present)
        yield from _of_discord(self.present)
        yield _counter("sparring_bookings", "Seats that were booked in this process.", self.present.bookings)
        yield _counter(
            "sparring_completed_interviews",
            "Interviews that were completed in this process: their feedback was accepted.",
            self.present.completed,
        )


def _of_process(scrape: Scrape) -> Iterator[Metric]:
    build = GaugeMetricFamily("sparring_build_info", "What runs; always 1.", labels=list(scrape.build))
    build.add_metric(list(scrape.build.values()), 1)
    yield build
    ready = GaugeMetricFamily(
        "sparring_ready", "Whether a part of what this process needs is as it should be (1).", labels=["part"]
    )
    for part, state in scrape.readiness.items():
        ready.add_metric([part.value], state.is_ready)
    yield ready
    beats = GaugeMetricFamily(
        "sparring_worker_beat_age_seconds",
        "How long ago a loop of the worker of this process last came through a turn.",
        labels=["loop"],
    )
    for loop, age in scrape.beats.items():
        if age is not None:
            beats.add_metric([loop], age)
    yield beats


def _of_database(scrape: Scrape) -> Iterator[Metric]:
    is_up = scrape.backlog is not None and not scrape.database.is_away
    yield _gauge("sparring_database_up", "Whether the database does its work (1).", is_up)
    yield _counter(
        "sparring_database_outages",
        "Outages of the database that this process has met.",
        scrape.database.outages,
    )


def _of_outbox(scrape: Scrape) -> Iterator[Metric]:
    """Give how much waits: all of it, or nothing where the database does not say."""
    labels = ["urgency", "waiting"]
    rows = GaugeMetricFamily(
        "sparring_outbox_rows",
        "Rows that wait in the outbox, which all processes on one database share: planned (their moment is to"
        " come), due, or put_off (due, and waiting for the next try or their turn in a limit of Discord's).",
        labels=labels,
    )
    oldest = GaugeMetricFamily(
        "sparring_outbox_oldest_due_age_seconds",
        "For how long the oldest row of the outbox has been due, which all processes on one database share; 0"
        " where none is.",
        labels=labels,
    )
    if scrape.backlog is not None:
        known = {(one.urgency, one.waiting): one for one in scrape.backlog}
        for urgency in Urgency:
            for waiting in Waiting:
                one = known.get((urgency, waiting))
                names = [urgency.name.lower(), waiting.value]
                rows.add_metric(names, 0 if one is None else one.rows)
                if waiting in OVERDUE:
                    oldest.add_metric(names, 0 if one is None else one.age(scrape.now).total_seconds())
    yield rows
    yield oldest


def _of_discord(scrape: Scrape) -> Iterator[Metric]:
    shards = scrape.shards
    yield _gauge("sparring_shards", "Shards that this process holds.", shards.held)
    yield _gauge("sparring_shards_connected", "Shards of this process that are connected.", shards.connected)
    latency = GaugeMetricFamily(
        "sparring_gateway_latency_seconds",
        "How long the slowest shard of this process took to hear that Discord has its heartbeat.",
    )
    if shards.latency is not None:
        latency.add_metric([], shards.latency)
    yield latency
    yield _counter(
        "sparring_gateway_disconnects", "Connections to the gateway that were lost.", scrape.gateway_losses
    )
    is_up = not scrape.discord_is_away
    yield _gauge(
        "sparring_discord_up", "Whether Discord answered the latest delivery of this process (1).", is_up
    )
    yield _counter(
        "sparring_discord_outages",
        "How often Discord has ceased to answer the deliveries of this process.",
        scrape.discord_outages,
    )
    met = CounterMetricFamily(
        "sparring_rate_limits",
        "Requests that met a limit of Discord's: on opening direct messages, sending, editing or something"
        " other, on everything that the bot does, or on its address.",
        labels=["limit"],
    )
    for limit in LIMITS:
        met.add_metric([limit], scrape.limits_met.get(limit, 0))
    yield met


def _counter(name: str, help_text: str, value: int) -> CounterMetricFamily:
    return CounterMetricFamily(name, help_text, value=value)


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_text, value=value)
