"""How a running bot is: metrics, readiness, dashboard."""
