"""What the bot is told from outside: environment variables, or a file `.env` beside `bot.py`."""

from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.database import DEFAULT_DATABASE_URL, PROJECT

DISCORD_API_URL = "https://discord.com/api/v10"
GOOGLE_MEET_API_URL = "https://meet.googleapis.com"


class Environment(BaseSettings):
    """The settings of the process. Every one stands, with its description, in `.env.example`."""

    model_config = SettingsConfigDict(env_file=PROJECT / ".env", env_file_encoding="utf-8", extra="ignore")

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

    @field_validator("database_url", mode="before")
    @classmethod
    def _read_default(cls, value: object) -> object:
        return DEFAULT_DATABASE_URL if value == "" else value

    @field_validator("shard_count", mode="before")
    @classmethod
    def _read_nothing(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _read_list(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _check_shards(self) -> Self:
        if self.shard_ids and (self.shard_count is None or max(self.shard_ids) >= self.shard_count):
            raise ValueError(
                "SHARD_IDS are numbers from 0 to below SHARD_COUNT, which has to be set with them"
            )
        return self
