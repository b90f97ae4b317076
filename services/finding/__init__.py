"""How people find each other, and keep away from each other: limits, peace, and how often two have met."""
