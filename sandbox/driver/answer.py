"""What came of an interaction, as the member sees it."""

from sandbox.backend import Backend
from sandbox.driver.views import MessageView, ModalView
from sandbox.interactions.outcome import NO_RESPONSE
from sandbox.model.interactions import CallbackType, Interaction, InteractionState


class Answer:
    """The outcome of an interaction; what arrives later shows too, each time it is asked."""

    def __init__(self, backend: Backend, interaction: Interaction) -> None:
        self._backend = backend
        self.interaction = interaction

    @property
    def message(self) -> MessageView | None:
        """The answer with which the member ends up: the original one, else the first followup."""
        shown = self._original
        if shown is not None and not (self._quiet_update and self.followups):
            return shown
        return self.followups[0] if self.followups else None

    @property
    def _original(self) -> MessageView | None:
        message = self._backend.messages.get(self.interaction.original_id or "")
        return None if message is None else MessageView(message)

    @property
    def _quiet_update(self) -> bool:
        """Whether the component's message was only acknowledged."""
        deferred = self.interaction.response is CallbackType.DEFERRED_UPDATE
        return deferred and not self.updated

    @property
    def followups(self) -> list[MessageView]:
        """The followups that are still there."""
        messages = (self._backend.messages.get(one) for one in self.interaction.followup_ids)
        return [MessageView(message) for message in messages if message is not None]

    @property
    def modal(self) -> ModalView | None:
        """The form with which the bot answered."""
        return None if self.interaction.modal is None else ModalView(self.interaction.modal)

    @property
    def failed(self) -> bool:
        """Whether the bot did not answer in time."""
        return self.interaction.state is InteractionState.FAILED

    @property
    def deferred(self) -> bool:
        """Whether the bot asked for time first."""
        return self.interaction.response in (CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE)

    @property
    def updated(self) -> bool:
        """Whether the component's message was changed."""
        if self.interaction.response is CallbackType.UPDATE_MESSAGE:
            return True
        deferred = self.interaction.response is CallbackType.DEFERRED_UPDATE
        return deferred and self.interaction.original_edited

    @property
    def ephemeral(self) -> bool:
        """Whether only the member sees the answer."""
        return self.message is not None and self.message.ephemeral

    @property
    def text(self) -> str:
        """Everything that can be read: the answer, its followups, the form, or that none came."""
        if self.failed:
            return NO_RESPONSE
        if self.modal is not None:
            return self.modal.text
        shown = [] if self.message is None else [self.message]
        shown += [one for one in self.followups if not shown or one.id != shown[0].id]
        return "\n".join(message.text for message in shown)

    def __repr__(self) -> str:
        return f"<Answer {self.interaction.state} {self.text!r}>"
