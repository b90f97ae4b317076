"""What is wrong with the rows of a file of questions, in words."""

from cogs._shared.markup import plain
from cogs._shared.translation import Speaker
from services.questions.files.found import WrongRow


def wrong_row_words(speak: Speaker, wrong: WrongRow) -> str:
    """Return on one line which row it is, what is wrong with it, and what to do."""
    return speak(
        f"wrong-row-{wrong.fault.value}",
        number=wrong.row,
        field=wrong.field.value if wrong.field is not None else "",
        length=wrong.length,
        minimum=wrong.minimum,
        maximum=wrong.maximum,
        value=plain(wrong.value),
        # As the number of its own row, it is a name and no amount.
        other=str(wrong.other),
    )
