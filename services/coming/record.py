"""How somebody has kept what they agreed on, in numbers."""

from pydantic import BaseModel, ConfigDict

TOLD_FROM = 3
"""From so many interviews on it is told; whoever has fewer is new."""


class Record(BaseModel):
    """How many of their latest interviews somebody kept, left late, and missed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kept: int = 0
    late: int = 0
    missed: int = 0

    @property
    def of(self) -> int:
        """How many there were in all."""
        return self.kept + self.late + self.missed

    @property
    def is_new(self) -> bool:
        """Tell whether there are too few to say anything by them."""
        return self.of < TOLD_FROM
