"""The plan of an interview as its interviewer reads it: each part with the clock at which it begins."""

from datetime import timedelta

from cogs._shared.translation import Speaker, timestamp
from services.interviews import Interview
from services.questions.plan import plan_of


def plan_in_words(speak: Speaker, interview: Interview) -> str:
    """Return a line for each part of an interview."""
    lines = [speak("plan-title")]
    for part in plan_of(interview.duration):
        begins = timestamp(interview.starts_at + timedelta(minutes=part.begins), "t")
        said = speak(f"plan-{part.part.value}", questions=part.questions)
        lines.append(speak("plan-line", begins=begins, minutes=part.ends - part.begins, part=said))
    return "\n".join(lines)
