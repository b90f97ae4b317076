"""Where a Discord timestamp may not stand in Russian: it is always read in the nominative."""

import json
import re
from collections.abc import Iterable

from sandbox import RequestRecord

PREPOSITIONS = (
    "без|в|во|для|до|за|из|к|ко|между|на|над|о|об|обо|около|от|перед|по|под|после|при|про|с|со|у|через"
    "|раньше|ранее|позже|позднее"
)
"""Words after which Russian wants another case; «раньше» and its like take one without a preposition."""

_BEHIND_ONE = re.compile(rf"(?<!\w)(?:{PREPOSITIONS})\s+[*_]*<t:\d+[^>]*>", re.IGNORECASE)


def moments_behind_prepositions(requests: Iterable[RequestRecord]) -> list[str]:
    """Return what the bot said to Discord in which a timestamp stands behind a Russian preposition."""
    said = (json.dumps(request.json, ensure_ascii=False) for request in requests if request.json is not None)
    return [match.group() for text in said if "<t:" in text for match in _BEHIND_ONE.finditer(text)]
