"""How people find each other: who waits for whom, who keeps apart, and how much is enough."""
