# The one image of the server installation. Every RUN line of the first part is a plain shell command that can be typed
# by hand with Python 3.11 or newer, with two directories of one's own for /parley and /opt/parley; `make test-long` does.

FROM python:3.13-slim-bookworm AS build
WORKDIR /parley
COPY requirements/base.txt requirements/base.txt
RUN python3 -m venv /opt/parley
RUN /opt/parley/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/base.txt
COPY . .
RUN /opt/parley/bin/python -m compileall -q .
RUN /opt/parley/bin/python deploy/catalogues.py compile
RUN PYTHONPATH=. DJANGO_SETTINGS_MODULE=config.settings_production PARLEY_SECRET_KEY=for-this-step-only \
    PARLEY_STATIC_ROOT=/opt/parley/static /opt/parley/bin/python -m django collectstatic --noinput --ignore=redoc

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/parley --create-home parley
COPY --from=build /opt/parley /opt/parley
COPY --from=build /parley /parley
WORKDIR /parley
ENV PATH=/opt/parley/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings_production \
    PARLEY_HOME=/var/lib/parley \
    PARLEY_STATIC_ROOT=/opt/parley/static
USER 10001:10001
VOLUME /var/lib/parley
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--no-control-socket", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--logger-class", "config.access_log.AccessLog"]
