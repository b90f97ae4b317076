"""Reading a file of questions."""

from services.questions.files.found import QuestionFile


def read(content: bytes, name: str) -> QuestionFile:
    """Return what a file holds; to be called in a thread, as it may take a second.

    Raises:
        Refusal: nothing can be read from it; those of `services.questions.files.refusals`.
    """
    raise NotImplementedError
