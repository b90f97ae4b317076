"""A local Discord (REST v10 and gateway v10) and a local Google on 127.0.0.1, to try any bot in."""

from sandbox.clock import SandboxClock
from sandbox.driver.answer import Answer
from sandbox.driver.events import EventView
from sandbox.driver.member import Member
from sandbox.driver.views import Choice, MessageView, ModalView
from sandbox.errors import ClientRefusal, NotAnswered
from sandbox.faults import ExtraFault, Fault
from sandbox.google import LocalGoogle
from sandbox.model.files import Upload
from sandbox.model.interactions import InteractionKind
from sandbox.request_log import RequestRecord
from sandbox.server import Sandbox
from sandbox.study_server import study_server

__all__ = [
    "Answer",
    "Choice",
    "ClientRefusal",
    "EventView",
    "ExtraFault",
    "Fault",
    "InteractionKind",
    "LocalGoogle",
    "Member",
    "MessageView",
    "ModalView",
    "NotAnswered",
    "RequestRecord",
    "Sandbox",
    "SandboxClock",
    "Upload",
    "study_server",
]
