"""Buttons, menus and layouts."""

import discord


class EventView(discord.ui.View):
    """Join a meeting; only one may."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Join", style=discord.ButtonStyle.success, custom_id="demo:join")
    async def join(self, interaction: discord.Interaction, button: discord.ui.Button["EventView"]) -> None:
        button.disabled = True
        button.label = "Taken"
        await interaction.response.edit_message(content=f"{interaction.user.mention} joins.", view=self)
        await interaction.user.send("You have joined the meeting.")

    @discord.ui.button(label="Ignore", custom_id="demo:ignore")
    async def ignore(self, interaction: discord.Interaction, _: discord.ui.Button["EventView"]) -> None:
        """Leave the click without an answer."""

    @discord.ui.button(label="Wait", custom_id="demo:wait")
    async def wait_first(self, interaction: discord.Interaction, _: discord.ui.Button["EventView"]) -> None:
        await interaction.response.defer()


class _Echo(discord.ui.Select["GalleryView"]):
    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Chosen: {', '.join(self.values)}", ephemeral=True)


class _EchoUsers(discord.ui.UserSelect["GalleryView"]):
    async def callback(self, interaction: discord.Interaction) -> None:
        names = ", ".join(user.display_name for user in self.values)
        await interaction.response.send_message(f"Chosen: {names}", ephemeral=True)


class GalleryView(discord.ui.View):
    """Every button style and several menus."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        styles = discord.ButtonStyle
        for style in (styles.primary, styles.secondary, styles.success, styles.danger):
            self.add_item(
                discord.ui.Button(label=style.name.capitalize(), style=style, custom_id=f"demo:{style.name}")
            )
        self.add_item(discord.ui.Button(label="Website", url="https://example.org/"))
        self.add_item(discord.ui.Button(label="Not now", disabled=True, custom_id="demo:disabled", row=1))
        days = [
            discord.SelectOption(label=day, description="A day") for day in ("Monday", "Tuesday", "Friday")
        ]
        self.add_item(_Echo(placeholder="Choose a day", options=days, custom_id="demo:day"))
        topics = [discord.SelectOption(label=topic) for topic in ("Python", "SQL", "Go")]
        self.add_item(
            _Echo(placeholder="Choose topics", options=topics, max_values=2, custom_id="demo:topics")
        )
        self.add_item(_EchoUsers(placeholder="Choose a member", custom_id="demo:member"))


class LayoutView(discord.ui.LayoutView):
    """A container with a section, a separator and a button."""

    box: discord.ui.Container["LayoutView"] = discord.ui.Container(
        discord.ui.TextDisplay("## A layout"),
        discord.ui.Section(
            "Beside a button", accessory=discord.ui.Button(label="Aside", custom_id="demo:aside")
        ),
        discord.ui.Separator(),
        discord.ui.ActionRow(discord.ui.Button(label="Below", custom_id="demo:below")),
        accent_color=0x248046,
    )
