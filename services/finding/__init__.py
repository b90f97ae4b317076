"""How people find each other and keep apart: lines for seats, limits, peace, and how often two have met."""
