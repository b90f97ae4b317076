"""The dashboard for Grafana and the alerts for Prometheus ask for what is exported, and leave nothing out."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import promql_parser
import pytest
import yaml

from cogs._client.connections import Shards
from cogs._shared.measured import Kind, Measurement, Outcome
from hosting.seeing.metrics import Metrics, build
from hosting.seeing.readiness import Part, State
from hosting.seeing.scrape import Scrape
from models import NotificationKind
from services.outages import DatabaseHealth
from tests.acceptance.processes import ROOT
from tests.support.exposition import Family, read
from tests.support.factories import NOW

DASHBOARD = ROOT / "deploy" / "grafana-dashboard.json"
ALERTS = ROOT / "deploy" / "prometheus-alerts.yaml"

OF_PROMETHEUS = {"job", "instance"}
"""Labels that Prometheus adds to what it scrapes."""

GRAFANA = {"$__rate_interval": "5m"}
"""What Grafana puts into a query where PromQL would not take its variable."""


@dataclass(frozen=True)
class Query:
    """A query, where it stands, and the labels that are named in what is said of its result."""

    place: str
    expression: str
    named: frozenset[str]


def dashboard() -> Any:  # noqa: ANN401 - JSON
    """Return the dashboard."""
    return json.loads(DASHBOARD.read_text(encoding="utf-8"))


def panels() -> list[dict[str, Any]]:
    """Return the panels of the dashboard that show something."""
    return [panel for panel in dashboard()["panels"] if panel["type"] != "row"]


def queries() -> Iterator[Query]:
    """Give the queries of both files."""
    for panel in panels():
        for target in panel["targets"]:
            named = re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])
            yield Query(panel["title"], target["expr"], frozenset(named))
    for rule in alerts():
        said = " ".join(rule["annotations"].values())
        yield Query(rule["alert"], rule["expr"], frozenset(re.findall(r"\$labels\.(\w+)", said)))


def alerts() -> list[dict[str, Any]]:
    """Return the alerts."""
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.fixture(scope="module")
def exported() -> Mapping[str, Family]:
    """What a process exports once everything has happened that is counted."""
    metrics = Metrics()
    for kind, outcome in itertools.product(Kind, Outcome):
        metrics.interaction_ended(Measurement(kind, 0.0, "points", 0.1, 0.2, outcome))
    metrics.delivered(NotificationKind.CARD)
    metrics.not_delivered(NotificationKind.CARD, "away")
    scrape = Scrape(
        now=NOW,
        build=build(),
        readiness={part: State(is_ready=True, words="fine") for part in Part},
        database=DatabaseHealth(outages=0, is_away=False),
        backlog=[],
        shards=Shards(held=1, connected=1, latency=0.1),
        gateway_losses=0,
        discord_outages=0,
        discord_is_away=False,
        bookings=0,
        completed=0,
        beats={"heart": 1.0},
    )
    return read(metrics.text(scrape).decode())


def parsed(query: Query) -> promql_parser.Expr:
    """Return a query as PromQL, after Grafana has filled in its variables."""
    text = query.expression
    for variable, value in GRAFANA.items():
        text = text.replace(variable, value)
    return promql_parser.parse(text)


def parts(expression: promql_parser.Expr) -> list[promql_parser.Expr]:
    """Return all parts of an expression."""
    found: list[promql_parser.Expr] = []
    promql_parser.walk(expression, found.append)
    return found


def selected(expression: promql_parser.Expr) -> list[promql_parser.VectorSelector]:
    """Return what an expression selects."""
    return [part for part in parts(expression) if isinstance(part, promql_parser.VectorSelector)]


def family_of(name: str, exported: Mapping[str, Family]) -> Family:
    """Return the metric of which something is selected."""
    base = re.sub(r"_(?:bucket|sum|count)$", "", name)
    if base in exported and exported[base].type == "histogram":
        return exported[base]
    assert name in exported, f"{name} is not exported"
    return exported[name]


@pytest.mark.parametrize("query", list(queries()), ids=lambda query: query.place)
def test_what_is_asked_for_is_exported_with_these_labels(
    query: Query, exported: Mapping[str, Family]
) -> None:
    expression = parsed(query)
    known = set(OF_PROMETHEUS)
    for selector in selected(expression):
        assert selector.name is not None
        family = family_of(selector.name, exported)
        labels = family.labels()
        known |= set(labels)
        for matcher in selector.matchers.matchers:
            assert matcher.name in {*labels, *OF_PROMETHEUS}, f"{selector.name} has no label {matcher.name}"
            if not matcher.value.startswith("$"):
                assert set(matcher.value.split("|")) <= labels[matcher.name], matcher.value
    kept = [
        set(part.modifier.labels)
        for part in parts(expression)
        if isinstance(part, promql_parser.AggregateExpr) and part.modifier is not None
    ]
    assert all(labels <= known for labels in kept)
    is_aggregated = any(isinstance(part, promql_parser.AggregateExpr) for part in parts(expression))
    shown = set.union(set(), *kept) if is_aggregated else known
    assert query.named <= shown, "what is said of the result names a label that it does not have"


def test_every_metric_of_ours_is_on_the_dashboard(exported: Mapping[str, Family]) -> None:
    shown = {
        family_of(str(selector.name), exported).name
        for panel in panels()
        for target in panel["targets"]
        for selector in selected(parsed(Query(panel["title"], target["expr"], frozenset())))
    }

    assert {name for name in exported if name.startswith("sparring_")} - shown == set()


def test_the_dashboard_asks_whichever_prometheus_is_chosen() -> None:
    variables = {one["name"]: one for one in dashboard()["templating"]["list"]}
    sources = [one["datasource"] for one in (*panels(), variables["job"], variables["instance"])]
    sources += [target["datasource"] for panel in panels() for target in panel["targets"]]

    assert variables["datasource"]["type"] == "datasource"
    assert all(one == {"type": "prometheus", "uid": "${datasource}"} for one in sources)
    for name in ("job", "instance"):
        assert re.match(r"label_values\(sparring_build_info\b", variables[name]["definition"])
    assert all(
        re.search(r'job=~"\$job", instance=~"\$instance"', target["expr"])
        for panel in panels()
        for target in panel["targets"]
    )


def test_no_panel_lies_on_another() -> None:
    everything = dashboard()["panels"]
    places = [
        (x, y)
        for place in (panel["gridPos"] for panel in everything)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]

    assert len(places) == len(set(places))
    assert max(x for x, _ in places) < 24
    assert len({panel["id"] for panel in everything}) == len(everything)


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    assert len(alerts()) > 4
    for rule in alerts():
        assert rule["alert"].startswith("Sparring")
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"]["summary"].endswith((".", "!"))
        assert rule["annotations"]["description"].endswith(".")
