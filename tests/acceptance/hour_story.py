"""An hour worth having, on the page: feedback by a rubric, and the progress that comes of many."""

import re
from datetime import timedelta

from playwright.async_api import expect

from models import Server
from sandbox import Sandbox
from services.people import Member
from tests.acceptance.browser_story import Picture, command, no_picture
from tests.acceptance.story_words import Words
from tests.page.client import Client
from tests.support.progress import judged_by

SCORES = (2, 3, 2, 3, 4, 3, 4, 4, 5, 4, 5)
DAYS_APART = 4


async def have_had_many(local: Sandbox, words: Words) -> None:
    """Have Boris have been judged by others, by the rubric for coding, and turn rubrics on."""
    server_id = int(local.world.guild_named("Study Hall").id)
    await Server.filter(id=server_id).update(uses_rubrics=True)
    boris, chen = [
        Member(server_id, int(member.id), member.name, words.language)
        for member in (local.member("Boris"), local.member("Chen"))
    ]
    for place, score in enumerate(SCORES):
        await judged_by(
            chen,
            boris,
            score,
            at=local.clock.now() - (len(SCORES) - place) * timedelta(days=DAYS_APART),
            topic=words.topics[place % 2],
            levels=(score, max(1, score - 1), min(5, score + 1)),
            next_step=words.steps[place % 3],
        )


async def judge(local: Sandbox, window: Client, words: Words, take: Picture = no_picture) -> None:
    """Have Alice interview Boris once more, and open the form by the rubric."""
    alice, boris = local.member("Alice"), local.member("Boris")
    published = await alice.run("interview create", role="interviewer", when="in 3 hours", topic="Python")
    if "Publish" in [button.label for button in (published.message.buttons if published.message else [])]:
        published = await alice.click(published.message, "Publish")
    (number,) = re.findall(r"#(\d+)", published.text)[:1]
    await boris.run("book", interview=number)
    local.clock.advance(timedelta(hours=5))
    await command(window, f"{words.feedback_command} {number}")
    form = window.form(words.feedback_form.replace("#1", f"#{number}"))
    await expect(form.get_by_role("textbox")).to_have_count(2)
    await form.get_by_role("radio").nth(1).check()
    await take("rubric", window)
    await window.page.keyboard.press("Escape")


async def look_at_the_progress(window: Client, words: Words, take: Picture = no_picture) -> None:
    """See how one gets on."""
    await command(window, words.progress)
    shown = window.message(words.progress_title)
    await expect(shown.get_by_role("img", name=words.progress_picture)).to_be_visible()
    await take("progress", window)
