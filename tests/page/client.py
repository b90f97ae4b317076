"""A person in front of the page: finds everything by what assistive technology would read."""

import asyncio

from playwright.async_api import FileChooser, FilePayload, Locator, Page, expect


def file(name: str, content: bytes = b"") -> FilePayload:
    """Return a file to choose."""
    return {"name": name, "mimeType": "", "buffer": content}


class Client:
    """One window of the page.

    Attributes:
        page: Playwright's page.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._choosers: asyncio.Queue[FileChooser] = asyncio.Queue()
        # From the beginning: a chooser that opens while Playwright is just being asked for it is missed.
        page.on("filechooser", self._choosers.put_nowait)

    async def be(self, member: str) -> None:
        """Become a member."""
        chip = self.page.get_by_role("button", name=member, exact=True)
        await chip.click()
        await expect(chip).to_have_attribute("aria-pressed", "true")

    async def open(self, channel: str) -> None:
        """Open a channel or a direct message."""
        await self.page.get_by_role("link", name=channel, exact=True).click()

    def composer(self, channel: str = "#general") -> Locator:
        """Return the message box."""
        return self.page.get_by_role("textbox", name=f"Message {channel}", exact=True)

    def log(self, channel: str = "#general") -> Locator:
        """Return the message log."""
        return self.page.get_by_role("log", name=channel, exact=True)

    def message(self, text: str, channel: str = "#general") -> Locator:
        """Return the newest message that contains a text."""
        return self.log(channel).get_by_role("article").filter(has_text=text).last

    def suggestion(self, name: str) -> Locator:
        """Return an entry of the suggestions."""
        return self.page.get_by_role("listbox").get_by_role("option", name=name)

    async def command(self, text: str, channel: str = "#general") -> None:
        """Type a command that needs nothing more, and send it."""
        await self.composer(channel).fill(f"{text} ")
        # The list of suggestions must not take Enter for itself.
        await self.composer(channel).press("Escape")
        await self.composer(channel).press("Enter")

    async def choose(self, *files: FilePayload) -> None:
        """Choose files in the browser's file chooser, once it has opened."""
        chooser = await asyncio.wait_for(self._choosers.get(), 60)
        await chooser.set_files(list(files))

    def place(self, of: str) -> Locator:
        """Return the control that opens the file chooser for an option or a field."""
        return self.page.get_by_role("button", name=f"{of} Drop")

    async def type(self, *keys: str) -> None:
        """Press keys by name (`<Enter>`) or type texts, wherever the focus is."""
        for key in keys:
            if key.startswith("<"):
                await self.page.keyboard.press(key.strip("<>"))
            else:
                await self.page.keyboard.type(key)

    def members(self) -> Locator:
        """Return the open list of those who are in the server."""
        return self.page.get_by_role("complementary", name="Who is here")

    def menu(self, member: str) -> Locator:
        """Return the open menu of a member."""
        return self.page.get_by_role("menu", name=f"Apps for {member}")

    def form(self, title: str = "Feedback") -> Locator:
        """Return an open form."""
        return self.page.get_by_role("dialog", name=title)
