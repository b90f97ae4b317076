# The bot as an image. All that it writes is in /data: the rest may be read-only.
FROM python:3.13-slim AS build
# The installer is gone with this stage; what it installs is pinned in pyproject.toml.
# hadolint ignore=DL3013
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml ./
RUN uv sync --no-dev
COPY . .
RUN .venv/bin/python -m compileall -q bot.py cogs hosting models sandbox services

FROM python:3.13-slim
# pg_dump and pg_restore, for backups of PostgreSQL: of the version of Debian, which is that of compose.yaml.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 sparring \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin sparring \
    && install --directory --owner=10001 --group=10001 /data
WORKDIR /app
COPY --from=build /app .
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:///data/sparring.sqlite3 \
    METRICS_PORT=9464
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "bot.py", "health"]
ENTRYPOINT ["python", "bot.py"]
