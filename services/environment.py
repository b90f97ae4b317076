"""What the bot is told from outside: environment variables, or a file `.env` beside `bot.py`."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.database import DEFAULT_DATABASE_URL, POOL_SIZE, PROJECT
from services.proxies import Proxies

ENV_FILE = PROJECT / ".env"
DISCORD_API_URL = "https://discord.com/api/v10"
GOOGLE_MEET_API_URL = "https://meet.googleapis.com"

_COPIED_ALONG = " \t\r\n\"'`\u00a0\u200b\ufeff\u201c\u201d\u00ab\u00bb"
"""What gets copied along with a token, before or behind it."""


class Environment(BaseSettings):
    """The settings of the process. Every one stands, with its description, in `.env.example`."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore")

    discord_token: SecretStr = Field(
        SecretStr(""), description="The bot's token, from the page Bot of the Discord developer portal."
    )
    discord_api_url: str = Field(
        DISCORD_API_URL, description="Discord's API, or a proxy or stand-in; the gateway is asked from it."
    )
    database_url: str = Field(
        DEFAULT_DATABASE_URL,
        description="Where the state is kept: sqlite://path/to/file or postgres://user:password@host/name;"
        " empty for data/sparring.sqlite3 beside bot.py, while a relative path begins at the working"
        " directory.",
    )
    database_pool_size: int = Field(
        POOL_SIZE,
        description="How many connections to PostgreSQL the process holds at most; where the server allows"
        " fewer, it makes do with those.",
        ge=1,
        le=1000,
    )
    google_application_credentials: str = Field(
        "",
        description="A file with Google's credentials, for Meet links: a service account's key or an"
        " authorized user. Without it hosts are asked for links.",
    )
    google_meet_subject: str = Field(
        "",
        description="For a service account: the Workspace member's address in whose name rooms are made.",
    )
    google_meet_api_url: str = Field(
        GOOGLE_MEET_API_URL, description="Google's Meet API, or a proxy or stand-in."
    )
    discord_proxy: SecretStr = Field(
        SecretStr(""),
        description="A proxy for Discord alone, such as http://user:password@host:port; it wins over the next"
        " three.",
    )
    https_proxy: SecretStr = Field(
        SecretStr(""),
        description="The proxy for what is asked over https: Discord with its gateway, and Google.",
    )
    http_proxy: SecretStr = Field(SecretStr(""), description="The proxy for what is asked over http.")
    all_proxy: SecretStr = Field(
        SecretStr(""), description="The proxy for either of the two, where it has none of its own."
    )
    no_proxy: str = Field(
        "", description="Hosts that are reached without a proxy, divided by commas; * for all."
    )
    shard_count: int | None = Field(
        None,
        description="Into how many shards the servers are divided; empty lets Discord decide.",
        ge=1,
    )
    shard_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (),
        description="The shards of this process, such as 0,1, where several share the work; empty for all.",
    )
    notifications_kept_days: int = Field(
        30,
        description="For how many days what was said and shown is kept, for whoever looks into the database.",
        ge=7,
        le=3650,
    )
    metrics_port: int | None = Field(
        None,
        description="The port on which /metrics (for Prometheus), /healthz and /readyz are served; empty for"
        " none.",
        ge=1,
        le=65535,
    )
    metrics_host: str = Field(
        "127.0.0.1",
        description="The address on which they are served: 0.0.0.0 for all of the machine's, of which others"
        " then have to be kept away.",
    )
    backup_dir: str = Field(
        "",
        description="A folder for a backup each night between 3 and 4 UTC; empty for none.",
    )
    backups_kept: int = Field(
        7,
        description="How many of the nightly backups are kept: older ones go once a new one is verified.",
        ge=1,
        le=3650,
    )
    log_level: str = Field(
        "INFO",
        description="How much is logged: DEBUG, INFO, WARNING or ERROR; tokens, links and feedback at none of"
        " them.",
        pattern="(?i)^(DEBUG|INFO|WARNING|ERROR)$",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How it is logged: text, or json for one JSON object a line."
    )

    @property
    def proxies(self) -> Proxies:
        """The proxies that are set; whether they can be used shows where they are."""
        return Proxies(
            https=self.https_proxy.get_secret_value(),
            http=self.http_proxy.get_secret_value(),
            other=self.all_proxy.get_secret_value(),
            none_for=self.no_proxy,
            discord=self.discord_proxy.get_secret_value(),
        )

    @field_validator("discord_token", mode="before")
    @classmethod
    def _read_token(cls, value: object) -> object:
        """Take off what gets copied along: quotes, line breaks, the word that goes before it in requests."""
        if not isinstance(value, str):
            return value
        token = re.sub(r"(?i)^bot\s+", "", value.strip(_COPIED_ALONG)).strip(_COPIED_ALONG)
        if not re.fullmatch(r"[!-~]*", token):
            raise ValueError(
                "there is a space, a line break or another character in it that no token has; copy it once"
                " more from the page Bot of https://discord.com/developers/applications"
            )
        return token

    @field_validator("database_url", mode="before")
    @classmethod
    def _read_default(cls, value: object) -> object:
        return DEFAULT_DATABASE_URL if value == "" else value

    @field_validator("metrics_host", mode="before")
    @classmethod
    def _read_own_machine(cls, value: object) -> object:
        return "127.0.0.1" if value == "" else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _read_format(cls, value: object) -> object:
        return value.lower() or "text" if isinstance(value, str) else value

    @field_validator("shard_count", "metrics_port", mode="before")
    @classmethod
    def _read_nothing(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _read_list(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _check_shards(self) -> Self:
        shards = range(self.shard_count or 0)
        if any(one not in shards for one in self.shard_ids):
            raise ValueError(
                "SHARD_IDS are numbers from 0 to below SHARD_COUNT, which has to be set with them"
            )
        return self
