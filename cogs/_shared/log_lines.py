"""What members and admins did, as the log channel and the settings' audit say it."""

from typing import assert_never

from cogs._shared.markup import person, plain, words_of
from cogs._shared.settings_words import change
from cogs._shared.translation import Speaker, timestamp
from services.delivery.kinds import log
from services.delivery.kinds.log import AnyLogLine
from services.rubrics.words import said


def log_line(  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    speak: Speaker, number: int, message: AnyLogLine
) -> str:
    """Return what admins read of what somebody did; `number` is that of the interview, if it is about one."""
    match message:
        case log.AbsenceReported():
            who = {"reporter": person(message.reporter_id, speak), "absent": person(message.absent_id, speak)}
            until = message.paused_until
            paused = (
                {"paused": "no", "until": ""}
                if until is None
                else {"paused": "yes", "until": timestamp(until)}
            )
            return speak("log-absence", number=number, **who, **paused)
        case log.WrittenReported():
            reporter, member = person(message.reporter_id, speak), person(message.member_id, speak)
            return speak("log-written", number=number, reporter=reporter, member=member)
        case log.Granted():
            who = {"admin": person(message.admin_id, speak), "member": person(message.member_id, speak)}
            moved = {"done": "given" if message.amount > 0 else "taken"}
            moved["points"] = speak("points", points=abs(message.amount))
            reason = words_of(message.reason, speak)
            return speak("log-grant", **who, **moved, balance=message.balance, reason=reason)
        case log.SettingsChanged():
            changes = "; ".join(change(speak, name, *values) for name, values in message.changes.items())
            return speak("log-settings", admin=person(message.admin_id, speak), changes=changes)
        case log.RulingMade():
            kind = message.about.value.replace("_", "-")
            ruling = speak(f"ruling-{kind}-{message.ruling.value}")
            admin = message.admin_id
            by = speak("dispute-nobody-decided") if admin is None else person(admin, speak)
            return speak("log-ruling", number=number, ruling=ruling, who=by)
        case log.PauseWasLifted():
            return speak(
                "log-pause-lifted",
                admin=person(message.admin_id, speak),
                member=person(message.member_id, speak),
            )
        case log.AdminHasCancelled():
            reason = words_of(message.reason, speak)
            return speak("log-cancelled", admin=person(message.admin_id, speak), number=number, reason=reason)
        case log.AdminFreedSeat():
            who = {"admin": person(message.admin_id, speak), "member": person(message.guest_id, speak)}
            return speak("log-seat-freed", **who, number=number, reason=words_of(message.reason, speak))
        case log.DataErased():
            return speak("log-erased")
        case log.QuestionSuggested() | log.SuggestionDecided():
            return _of_questions(speak, number, message)
        case log.QuestionsImported() | log.QuestionRetired():
            return _of_questions(speak, number, message)
        case log.RubricImported() | log.RubricRetired():
            return _of_rubrics(speak, message)
        case _:
            assert_never(message)


def _of_rubrics(speak: Speaker, message: log.RubricImported | log.RubricRetired) -> str:
    """Return what admins read of a rubric that one of them imported or retired."""
    about = {"admin": person(message.admin_id, speak), "name": plain(said(message.name, speak.language))}
    if isinstance(message, log.RubricRetired):
        return speak("log-rubric-retired", **about)
    return speak("log-rubric-imported", **about, version=message.version)


def _of_questions(speak: Speaker, number: int, message: log.AnyAboutQuestions) -> str:
    """Return what admins read of what became of the questions of their server."""
    match message:
        case log.QuestionSuggested():
            return speak("log-suggested", member=person(message.member_id, speak), number=number)
        case log.SuggestionDecided():
            who = {"admin": person(message.admin_id, speak), "member": person(message.member_id, speak)}
            return speak("log-suggestion", **who, how="taken" if message.is_taken else "declined")
        case log.QuestionsImported():
            counts = {"new": message.new, "changed": message.changed, "back": message.back}
            return speak("log-imported", admin=person(message.admin_id, speak), **counts)
        case log.QuestionRetired():
            how, admin = "back" if message.is_back else "retired", person(message.admin_id, speak)
            return speak("log-retired", admin=admin, number=message.question, how=how)
        case _:
            assert_never(message)
