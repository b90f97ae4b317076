"""How a running bot is, for whoever hosts it: metrics, readiness, and the command that asks for it.

Nothing of this is loaded unless it is wanted: it takes memory, and the command has to answer at once.
"""
